/**
 * Categories: one, its children, its relatives, and those of a series. No answer has real-time fields.
 * Sources: https://fred.stlouisfed.org/docs/api/fred/category.html and recorded answers.
 */
import { type Fields, writeList } from "../documents.ts";
import type { CategoryEntry } from "../metadata/category-table.ts";
import { readId, readText } from "../parameters.ts";
import { badRequest } from "../refusal.ts";
import { findSeries } from "../world.ts";
import type { Ask, Content, Endpoint } from "./ask.ts";

export function categoryFields({ id, name, parentId }: CategoryEntry): Fields {
  return [
    ["id", id],
    ["name", name],
    ["parent_id", parentId],
  ];
}

const rootId = 0;

export const category: Endpoint = (ask) =>
  answerCategories(ask, [readCategory(ask, readId(ask.query, "category_id", rootId))]);

export const children: Endpoint = (ask) => {
  const { id } = readCategory(ask, readId(ask.query, "category_id", rootId));
  return answerCategories(ask, ask.world.library.childrenOf(id));
};

export const related: Endpoint = (ask) => {
  const { id } = readCategory(ask, readId(ask.query, "category_id"));
  return answerCategories(ask, ask.world.library.relatedTo(id));
};

export const ofSeries: Endpoint = (ask) => {
  const { query, world, nowMs } = ask;
  const { spec } = findSeries(world, readText(query, "series_id"), nowMs);
  return answerCategories(
    ask,
    spec.categoryIds.map((id) => readCategory(ask, id)),
  );
};

function readCategory({ world }: Ask, id: number): CategoryEntry {
  const found = world.library.category(id);
  if (found === undefined) throw badRequest("The category does not exist.");
  return found;
}

function answerCategories({ fileType }: Ask, categories: readonly CategoryEntry[]): Content {
  const list = { name: "categories", element: "category", fields: [] };
  return { text: writeList(fileType, list, categories.map(categoryFields)) };
}
