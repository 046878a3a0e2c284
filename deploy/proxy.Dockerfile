# The proxy without root: it listens above 1024 and owns the folder of its certificates.
FROM caddy:2-alpine
# The image lets its binary bind low ports; a container without capabilities could not even start such a binary.
RUN setcap -r /usr/bin/caddy && adduser -S -u 10001 -G nogroup qiantai && chown -R qiantai /data
COPY deploy/Caddyfile /etc/caddy/Caddyfile
USER qiantai
ENV XDG_CONFIG_HOME=/tmp
CMD ["caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"]
