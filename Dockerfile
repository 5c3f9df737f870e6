# The command and nothing else: docker run --rm -v "$PWD:/work:ro" IMAGE [PATH]...
FROM node:24.18.0-alpine3.23@sha256:595398b0081eacda8e1c4c5b97b76cd1020e4d58a8ebcb4843b9bca1e79e7436 AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json README.md LICENSE ./
COPY scripts scripts
COPY schemas schemas
COPY rules rules
COPY src src
# What `npm pack` makes is what npm has, too.
RUN npm pack --pack-destination /tmp \
  && npm install --prefix /opt/cnpg-lint --omit=dev --no-audit --no-fund /tmp/cnpg-lint-*.tgz

FROM node:24.18.0-alpine3.23@sha256:595398b0081eacda8e1c4c5b97b76cd1020e4d58a8ebcb4843b9bca1e79e7436
COPY --from=build /opt/cnpg-lint /opt/cnpg-lint
USER 1000:1000
WORKDIR /work
ENTRYPOINT ["node", "/opt/cnpg-lint/node_modules/cnpg-lint/dist/cli.cjs"]
CMD ["."]
