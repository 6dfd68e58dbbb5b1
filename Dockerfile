# The bot as a small image: no build tools, no package installer, no root, a read-only file system.
# Data lives in the volume /data and nowhere else.

FROM python:3.11.14-slim-bookworm AS builder
RUN python -m venv --without-pip /opt/venv
COPY requirements.lock .
RUN python -m pip --python /opt/venv/bin/python install --no-cache-dir --require-hashes -r requirements.lock \
    && /opt/venv/bin/python -m compileall -q /opt/venv
WORKDIR /app
COPY . .
RUN /opt/venv/bin/python -m compileall -q /app

FROM python:3.11.14-slim-bookworm
RUN python -m pip uninstall --yes pip setuptools wheel \
    && useradd --uid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin retea \
    && install -d -o 10001 -g 10001 /data
COPY --from=builder /opt/venv /opt/venv
COPY --from=builder /app /app
# An empty time zone path makes every machine use the same, pinned time zone data.
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONTZPATH= \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    RETEA_DATA_DIR=/data \
    RETEA_HTTP_HOST=0.0.0.0 \
    RETEA_HTTP_PORT=8080
WORKDIR /app
USER 10001:10001
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen('http://127.0.0.1:' + os.environ['RETEA_HTTP_PORT'] + '/health', timeout=4)"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
