# The desk, the actions and the one-time preparation, from the same locks and with the same commands as `make run`.
# One stage per program; docker-compose.yml chooses by `target`.

FROM node:22-slim AS website
WORKDIR /app/web
COPY web/package.json web/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY web ./
RUN npm run build

FROM python:3.11-slim AS packages
WORKDIR /app
COPY requirements requirements
RUN python -m venv /opt/uv \
    && /opt/uv/bin/python -m pip install --no-cache-dir --require-hashes --requirement requirements/uv.txt
RUN /opt/uv/bin/uv venv --python /usr/local/bin/python .venv \
    && /opt/uv/bin/uv pip sync --no-cache --compile-bytecode --require-hashes --python .venv/bin/python requirements/app.txt

FROM python:3.11-slim AS base
WORKDIR /app
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
RUN useradd --system --uid 10001 --no-create-home qiantai
COPY --from=packages /app/.venv .venv
COPY deploy/healthy.py deploy/healthy.py
COPY courier courier

FROM base AS actions
COPY actions actions
USER qiantai
EXPOSE 5055
CMD exec .venv/bin/python -m actions

FROM base AS desk-files
COPY handoff handoff
COPY --from=website /app/web/dist web/dist

FROM desk-files AS prepare
COPY scripts scripts
USER qiantai
CMD exec .venv/bin/python -m scripts.prepare

FROM desk-files AS handoff
RUN mkdir var && chown qiantai var
USER qiantai
EXPOSE 8000
CMD exec .venv/bin/python -m handoff serve
