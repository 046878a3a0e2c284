# The assistant, from the same lock and with the same commands as `make run`; the model is trained into the image.

FROM python:3.10-slim AS packages
WORKDIR /app
COPY requirements requirements
RUN python -m venv /opt/uv \
    && /opt/uv/bin/python -m pip install --no-cache-dir --require-hashes --requirement requirements/uv.txt
RUN /opt/uv/bin/uv venv --python /usr/local/bin/python .venv-bot \
    && /opt/uv/bin/uv pip sync --no-cache --compile-bytecode --require-hashes --python .venv-bot/bin/python requirements/bot.txt

FROM python:3.10-slim
WORKDIR /app
ENV PYTHONUNBUFFERED=1 RASA_TELEMETRY_ENABLED=false SQLALCHEMY_SILENCE_UBER_WARNING=1 TF_CPP_MIN_LOG_LEVEL=2
# Rasa and matplotlib write caches below the home directory; /tmp is the only place a read-only container lets them.
ENV HOME=/tmp MPLCONFIGDIR=/tmp
RUN useradd --system --uid 10001 --no-create-home qiantai && mkdir models var && chown qiantai models var
COPY --from=packages /app/.venv-bot .venv-bot
COPY deploy/train deploy/healthy.py deploy/
COPY config.yml domain.yml endpoints.yml credentials.yml ./
COPY courier courier
COPY data data
COPY bot bot
USER qiantai
RUN deploy/train qiantai
EXPOSE 5005
CMD exec .venv-bot/bin/python -m bot run --enable-api --auth-token "$BOT_TOKEN" --interface "${BOT_HOST:-127.0.0.1}" --port "${BOT_PORT:-5005}" --endpoints endpoints.yml --credentials credentials.yml --model models
