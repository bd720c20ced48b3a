# The worker's image. Build the jars first, then the image:  mvn -DskipTests package && docker build -t parley .
# BASE needs a Java runtime (21 or newer) in PATH, bash and coreutils.
ARG BASE=eclipse-temurin:21-jre
FROM ${BASE}

# A fixed number, so that volumes and `docker run --user` keep working whatever users the base brings along.
RUN echo 'parley:x:10002:10002:Parley:/var/lib/parley:/usr/sbin/nologin' >>/etc/passwd \
 && echo 'parley:x:10002:' >>/etc/group \
 && install -d -o 10002 -g 10002 -m 0700 /var/lib/parley
COPY cli/target/parley/lib /opt/parley/lib

ENV PARLEY_HOME=/var/lib/parley
USER 10002:10002
WORKDIR /var/lib/parley
EXPOSE 8088

# The health answer is 200 only when everything that the worker needs is up. bash itself asks: a runtime image has no curl,
# and a second JVM every few seconds would cost more than the worker does when idle.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8088 && printf 'GET /health HTTP/1.0\\r\\n\\r\\n' >&3 && read -r line <&3 && [[ $line == *' 200 '* ]]"]

# Two of the options are newer than Java 21: the first one lets an older runtime pass over them. The heap begins small and
# grows with the work: left to itself the JVM touches a share of the machine's memory before it collects for the first time.
ENTRYPOINT ["java", "-XX:+IgnoreUnrecognizedVMOptions", "--sun-misc-unsafe-memory-access=allow", \
  "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-Xms32m", "-XX:MaxRAMPercentage=75", "-XX:+ExitOnOutOfMemoryError", \
  "-cp", "/opt/parley/lib/*", "dev.parley.cli.Main"]
CMD ["worker"]
