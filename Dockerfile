FROM python:3.11-slim-bookworm AS build
ENV PIP_CONSTRAINT=/source/.ci/constraints.txt \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/bot
WORKDIR /source
COPY .ci/constraints.txt .ci/
COPY pyproject.toml README.md LICENSE ./
COPY knowledge/ knowledge/
COPY bot/ bot/
RUN /opt/bot/bin/python -m pip install '.[chart]' \
    && /opt/bot/bin/python -m pip uninstall --yes pip setuptools \
    && mkdir /state

FROM python:3.11-slim-bookworm
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="alliance-activity-bot" \
      org.opencontainers.image.description="Telegram bot that answers questions in Chinese about the activity evaluation of China's industrial technology innovation alliances" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.licenses="MIT"
ENV PATH=/opt/bot/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    MPLCONFIGDIR=/state/matplotlib \
    BOT_STATE_DIR=/state \
    BOT_OPS_LISTEN=127.0.0.1:9090
COPY --from=build /opt/bot /opt/bot
COPY --from=build --chown=10001:10001 /state /state
WORKDIR /state
USER 10001:10001
VOLUME /state
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s CMD ["python", "-m", "bot", "health"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
