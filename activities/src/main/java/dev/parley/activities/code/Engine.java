package dev.parley.activities.code;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Docker engine that answers: the one that {@code DOCKER_HOST} or the current context names, else
 * the usual socket.
 *
 * @param client for commands
 * @param config where it is
 * @param version for people, {@code 28.2}
 */
record Engine(DockerClient client, DockerClientConfig config, String version) implements Closeable {

  private static final Duration PROBE = Duration.ofSeconds(5);
  private static final int CONNECTIONS = 200;
  private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+");

  /**
   * Looks for the engine.
   *
   * @throws SandboxMissing if none answers
   */
  static Engine probe() {
    return probe(DefaultDockerClientConfig.createDefaultConfigBuilder());
  }

  /** The same with an engine that is named. */
  static Engine probe(DefaultDockerClientConfig.Builder where) {
    // The API version stays unset: an old one is refused by new engines, a new one by old engines.
    DockerClientConfig config = configure(where);
    String version = ask(config);
    return new Engine(connect(config, transport(config)), config, version);
  }

  private static DockerClientConfig configure(DefaultDockerClientConfig.Builder where) {
    try {
      return where.build();
    } catch (RuntimeException e) {
      throw new SandboxMissing(
          "DOCKER_HOST or Docker's own configuration cannot be used: " + e.getMessage(), e);
    }
  }

  /**
   * A connection of its own for an answer that may have to be broken off: closing a stream reads on
   * to its end, closing the connection does not.
   */
  DockerClient connect() {
    return connect(config, transport(config));
  }

  private static DockerClient connect(
      DockerClientConfig config, ZerodepDockerHttpClient.Builder transport) {
    return DockerClientImpl.getInstance(config, transport.build());
  }

  /** A client of its own, because only this question may not wait for ever. */
  private static String ask(DockerClientConfig config) {
    try (DockerClient client = connect(config, transport(config).responseTimeout(PROBE))) {
      String version = client.versionCmd().exec().getVersion();
      Matcher number = VERSION.matcher(version);
      return number.find() ? number.group() : version;
    } catch (IOException | RuntimeException e) {
      throw new SandboxMissing(
          "No Docker engine answers at %s. Start Docker, or set DOCKER_HOST to the engine to use."
              .formatted(config.getDockerHost()),
          e);
    }
  }

  private static ZerodepDockerHttpClient.Builder transport(DockerClientConfig config) {
    return new ZerodepDockerHttpClient.Builder()
        .dockerHost(config.getDockerHost())
        .sslConfig(config.getSSLConfig())
        .connectionTimeout(PROBE)
        .maxConnections(CONNECTIONS);
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
