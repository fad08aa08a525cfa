# Three steps: the front end, the wheel, and a slim image that holds the wheel alone.
FROM node:22-bookworm-slim AS frontend
WORKDIR /src
COPY . .
RUN cd frontend && npm ci --no-audit --no-fund && npm run build && touch ../pult/ui/static/ui/dist/.built

FROM python:3.11-slim-bookworm AS build
COPY --from=frontend /src /src
WORKDIR /src
RUN tools/install.sh && .venv/bin/python -m tools.messages --compile && .venv/bin/uv build --wheel

FROM python:3.11-slim-bookworm
RUN useradd --system --create-home --home-dir /var/lib/pult --uid 10001 pult
COPY --from=build /src/requirements.lock /tmp/requirements.lock
COPY --from=build /src/dist/*.whl /tmp/
RUN pip install --no-cache-dir --require-hashes -r /tmp/requirements.lock \
 && pip install --no-cache-dir --no-deps /tmp/*.whl \
 && rm -r /tmp/*
USER pult
ENV PULT_DATA=/var/lib/pult HOST=0.0.0.0 SMTP_HOST=0.0.0.0 PYTHONUNBUFFERED=1
VOLUME /var/lib/pult
EXPOSE 8000 2525
HEALTHCHECK --start-period=60s --interval=15s CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/ready', timeout=5)"]
CMD ["pult", "up"]
