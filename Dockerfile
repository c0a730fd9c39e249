# One image with both interpreters: the service, and Rasa beside it, reachable from inside only.
FROM python:3.11-slim-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends make && rm -rf /var/lib/apt/lists/*
# Python 3.10 for Rasa comes from uv and has to be found again in the final image.
ENV UV_PYTHON_INSTALL_DIR=/app/.python UV_LINK_MODE=copy PIP_NO_CACHE_DIR=1
WORKDIR /app
COPY . .
RUN make setup && rm -rf handoff/web/node_modules /root/.cache

FROM python:3.11-slim-bookworm
RUN apt-get update && apt-get install -y --no-install-recommends libgomp1 && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid 10001 frontdesk && install -d -o frontdesk /data
WORKDIR /app
COPY --from=build /app /app
USER frontdesk
ENV FRONTDESK_DATA_DIR=/data FRONTDESK_HOST=0.0.0.0 FRONTDESK_PORT=8000
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --start-period=120s \
    CMD ["/app/.venv/bin/python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/readyz', timeout=5)"]
CMD ["/app/.venv/bin/frontdesk", "serve"]
