FROM node:20.19.5-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

FROM node:20.19.5-bookworm-slim
# Temporal's client looks for authorities in the system's store; the slim image has none.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates \
  && rm -rf /var/lib/apt/lists/* \
  && install --directory --owner node --group node /var/lib/tradewind
ENV NODE_ENV=production TRADEWIND_HOME=/var/lib/tradewind
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY . .
USER node
VOLUME /var/lib/tradewind
ENTRYPOINT ["node", "bin/tradewind.js"]
CMD ["worker"]
