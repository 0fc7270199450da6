# syntax=docker/dockerfile:1
FROM node:20-bookworm-slim AS build
ENV NEXT_TELEMETRY_DISABLED=1 CHECKPOINT_DISABLE=1
WORKDIR /app
COPY package.json package-lock.json prisma.config.ts ./
COPY prisma ./prisma
RUN npm ci --no-audit --no-fund
COPY . .
RUN node server/launch.mjs build && npm prune --omit=dev --no-audit --no-fund --ignore-scripts

FROM node:20-bookworm-slim
# tini passes signals on and reaps what a killed child leaves.
RUN apt-get update && apt-get install --no-install-recommends --yes tini && rm -rf /var/lib/apt/lists/* \
  && groupadd --gid 1001 gabarit && useradd --uid 1001 --gid 1001 --no-create-home --shell /usr/sbin/nologin gabarit \
  && install --directory --owner=1001 --group=1001 --mode=0700 /data
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 UV_THREADPOOL_SIZE=16 \
  GABARIT_HOST=0.0.0.0 PORT=3000 GABARIT_DATA_DIR=/data
WORKDIR /app
COPY --from=build /app/package.json /app/next.config.ts ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/.next ./.next
COPY --from=build /app/build ./build
COPY --from=build /app/public ./public
COPY --from=build /app/docs ./docs
COPY --from=build /app/prisma/migrations ./prisma/migrations
COPY --from=build /app/prisma/seed/pictures ./prisma/seed/pictures
COPY --from=build /app/lib/store/ddl ./lib/store/ddl
USER 1001:1001
VOLUME /data
EXPOSE 3000
# Two minutes, since a first start makes its stores.
HEALTHCHECK --interval=10s --timeout=5s --start-period=120s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["tini", "--"]
CMD ["node", "--disable-proto=delete", "--enable-source-maps", "build/server.js"]
