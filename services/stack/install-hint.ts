/** How to get a program on the system at hand. One command, or the nearest thing to one. */
import { readFileSync } from "node:fs";

export type Installable = "java" | "maven" | "docker" | "redis" | "go" | "k6" | "python";

type System = "debian" | "fedora" | "alpine" | "arch" | "macos" | "other";

const hints: Record<System, Record<Installable, string>> = {
  debian: {
    java: "apt-get install -y openjdk-17-jre-headless",
    maven: "apt-get install -y maven",
    docker: "apt-get install -y docker.io docker-compose-v2, then systemctl start docker",
    redis: "apt-get install -y redis-server",
    go: "apt-get install -y golang-go",
    k6: "go install go.k6.io/k6@v1.8.1",
    python: "apt-get install -y python3 python3-venv",
  },
  fedora: {
    java: "dnf install -y java-21-openjdk-headless",
    maven: "dnf install -y maven",
    docker: "dnf install -y moby-engine docker-compose, then systemctl start docker",
    redis: "dnf install -y redis",
    go: "dnf install -y golang",
    k6: "go install go.k6.io/k6@v1.8.1",
    python: "dnf install -y python3",
  },
  alpine: {
    java: "apk add openjdk17-jre-headless",
    maven: "apk add maven",
    docker: "apk add docker docker-cli-compose, then rc-service docker start",
    redis: "apk add redis",
    go: "apk add go",
    k6: "go install go.k6.io/k6@v1.8.1",
    python: "apk add python3",
  },
  arch: {
    java: "pacman -S jre17-openjdk-headless",
    maven: "pacman -S maven",
    docker: "pacman -S docker docker-compose, then systemctl start docker",
    redis: "pacman -S redis",
    go: "pacman -S go",
    k6: "go install go.k6.io/k6@v1.8.1",
    python: "pacman -S python",
  },
  macos: {
    java: "brew install openjdk@17",
    maven: "brew install maven",
    docker: "brew install --cask docker, then open -a Docker",
    redis: "brew install redis",
    go: "brew install go",
    k6: "brew install k6",
    python: "brew install python",
  },
  other: {
    java: "install Java 17 or later from https://adoptium.net",
    maven: "install Maven from https://maven.apache.org/download.cgi",
    docker: "install Docker from https://docs.docker.com/get-docker",
    redis: "install Redis from https://redis.io/download",
    go: "install Go from https://go.dev/dl",
    k6: "go install go.k6.io/k6@v1.8.1",
    python: "install Python 3 from https://www.python.org/downloads",
  },
};

export function installHint(program: Installable): string {
  return hints[detectSystem()][program];
}

function detectSystem(): System {
  if (process.platform === "darwin") return "macos";
  let release: string;
  try {
    release = readFileSync("/etc/os-release", "utf8");
  } catch {
    return "other";
  }
  const ids = /^ID="?([^"\n]*)/m.exec(release)?.[1] ?? "";
  const like = /^ID_LIKE="?([^"\n]*)/m.exec(release)?.[1] ?? "";
  const words = `${ids} ${like}`.split(" ");
  if (words.includes("debian") || words.includes("ubuntu")) return "debian";
  if (words.includes("fedora") || words.includes("rhel")) return "fedora";
  if (words.includes("alpine")) return "alpine";
  return words.includes("arch") ? "arch" : "other";
}
