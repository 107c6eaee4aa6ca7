# One image for all of our processes: compose says which of them a container runs.
FROM node:24.21.0-bookworm-slim

WORKDIR /app

# Dependencies first: they change rarely, and this layer is then taken from the cache. Optional ones are
# PostgreSQL's binaries, which only the native stack runs; the image has a Node, so the npm one needs no install script.
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts && npm cache clean --force

COPY config config
COPY mock-providers mock-providers
COPY scripts scripts
COPY services services
COPY wording wording

# Volumes take the owner of the directory they are mounted over.
RUN mkdir -p /var/lib/aurum/ledger /var/lib/aurum/runs /var/lib/aurum/warehouse \
  && chown -R node:node /var/lib/aurum
USER node

ENV NODE_ENV=production
CMD ["node", "services/api/main.ts"]
