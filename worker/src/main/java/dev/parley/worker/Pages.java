package dev.parley.worker;

import dev.parley.worker.people.RequestDoor;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.PropertySource;
import io.micronaut.http.server.exceptions.ServerStartupException;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker's HTTP pages: {@code /health}, {@code /health/readiness}, {@code /health/liveness},
 * {@code /prometheus}, and {@code /r/TOKEN} where people answer.
 */
final class Pages implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Pages.class);

  /** Nothing but the pages; the file's own section may change all of it. */
  private static final Map<String, Object> DEFAULTS =
      Map.ofEntries(
          Map.entry("micronaut.application.name", "parley"),
          Map.entry("endpoints.all.enabled", false),
          Map.entry("endpoints.health.enabled", true),
          Map.entry("endpoints.health.sensitive", false),
          Map.entry("endpoints.health.details-visible", "ANONYMOUS"),
          Map.entry("endpoints.health.disk-space.enabled", false),
          Map.entry("endpoints.prometheus.enabled", true),
          Map.entry("endpoints.prometheus.sensitive", false),
          Map.entry("micronaut.server.max-request-size", "1MB"),
          // A form of a page that sends no referrer names no origin either. Nothing here that
          // changes
          // anything goes by where a request comes from: it needs a token.
          Map.entry("micronaut.server.cors.localhost-pass-through", true),
          Map.entry("micronaut.netty.event-loops.default.num-threads", 1),
          Map.entry("micronaut.metrics.binders.web.enabled", false),
          Map.entry("micronaut.metrics.binders.executor.enabled", false),
          Map.entry("micronaut.metrics.binders.netty.enabled", false));

  /** The environment's variables have the order -200. */
  private static final int BELOW_ENVIRONMENT = -1_000;

  private static final int ABOVE_ENVIRONMENT = 1_000;

  private final ApplicationContext context;
  private final URI address;

  private Pages(ApplicationContext context, URI address) {
    this.context = context;
    this.address = address;
  }

  /**
   * Opens the pages.
   *
   * @throws WorkerException.Invalid if the port is taken
   */
  static Pages open(
      WorkerSettings settings, int port, Standing standing, Meters meters, RequestDoor door) {
    Map<String, Object> defaults = new HashMap<>(DEFAULTS);
    defaults.putAll(settings.micronaut());
    Map<String, Object> fixed =
        Map.of("micronaut.server.host", settings.health().host(), "micronaut.server.port", port);
    ApplicationContext context =
        ApplicationContext.builder()
            .deduceEnvironment(false)
            .banner(false)
            .singletons(standing, meters, door)
            .propertySources(
                PropertySource.of("parley-defaults", defaults, BELOW_ENVIRONMENT),
                PropertySource.of("parley", fixed, ABOVE_ENVIRONMENT))
            .start();
    try {
      // Asked for here, because nothing else asks for it: with it come the meters of the JVM.
      var unused = context.getBean(MeterRegistry.class);
      URI address = context.getBean(EmbeddedServer.class).start().getURI();
      log.info("health pages at {}/health", address);
      return new Pages(context, address);
    } catch (ServerStartupException e) {
      context.close();
      throw new WorkerException.Invalid(
          "the health pages cannot listen on %s:%d; choose another port with %s"
              .formatted(settings.health().host(), port, Setting.HEALTH_PORT.variable()),
          e);
    }
  }

  /** {@code http://127.0.0.1:8088}. */
  URI address() {
    return address;
  }

  @Override
  public void close() {
    context.close();
  }
}
