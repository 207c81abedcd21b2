FROM node:24.22.3-trixie-slim AS build
# better-sqlite3 is compiled where its prebuilt addon cannot be downloaded.
RUN apt-get update \
  && apt-get install -y --no-install-recommends g++ make python3 \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
COPY . .
RUN npm run build:standalone

FROM node:24.22.3-trixie-slim
# All interfaces: what reaches them is up to the container's network.
ENV NODE_ENV=production HOST=0.0.0.0
WORKDIR /app
# Root's, and the app runs as somebody else: it cannot rewrite itself.
COPY --from=build /app/.next-standalone/standalone ./
# The SQLite file, and mail where no SMTP_URL is set.
RUN install -d -o node -g node -m 700 .data
VOLUME /app/.data
USER node
EXPOSE 3000
# Whether the process answers. Not /api/health/ready: an app whose database is away comes back by
# itself, and starting it anew would not help.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["node", "scripts/standalone/healthy.mjs"]
# Node itself, so that it is who hears SIGTERM.
CMD ["node", "scripts/standalone/start.mjs"]
