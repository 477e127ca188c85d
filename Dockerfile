# Built with everything; the image holds what runs, and neither sources nor what builds and tests them.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY scripts/check-lock.mjs scripts/lock-faults.mjs scripts/
RUN node scripts/check-lock.mjs && npm ci
COPY . .
RUN npm run build && rm -rf .next/cache dist/*.map dist/scalar.js

FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The optional ones are the embedded PostgreSQL and what builds; DATABASE_URL has to be given.
RUN npm ci --omit=dev --omit=optional

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/.next .next
COPY --from=build /app/dist dist
COPY package.json next.config.mjs ./
COPY drizzle drizzle
# Owned by root: the process changes nothing, and needs no directory that can be written to but /tmp.
USER node
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/server.mjs"]
