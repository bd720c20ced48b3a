package dev.parley.cli.local;

import dev.parley.cli.local.TemporalSetup.Program;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Temporal server: the one that the environment names, else the program and what runs of it.
 */
final class TemporalProbe implements Probe {
  private static final String PART = "Temporal";
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Home home;
  private final Map<String, String> environment;

  TemporalProbe(Home home, Map<String, String> environment) {
    this.home = home;
    this.environment = environment;
  }

  @Override
  public List<Finding> look() {
    return List.of(
        Elsewhere.address(environment).map(TemporalProbe::external).orElseGet(this::own));
  }

  private static Finding external(String address) {
    return TemporalHealth.version(address, PATIENCE)
        .map(version -> Finding.present(PART, version + " at " + address + " (not Parley's own)"))
        .orElseGet(
            () ->
                Finding.misconfigured(
                    PART,
                    "TEMPORAL_ADDRESS or the Temporal profile names "
                        + address
                        + ", where nothing answers without TLS that has the namespace default",
                    "start that server, or unset TEMPORAL_ADDRESS and TEMPORAL_PROFILE"));
  }

  private Finding own() {
    try {
      return TemporalSetup.of(home, environment)
          .find()
          .map(this::found)
          .orElseGet(() -> Finding.missing(PART, "no temporal program", "./parley setup"));
    } catch (PartException e) {
      return Finding.misconfigured(PART, e.getMessage(), "unset PARLEY_TEMPORAL");
    }
  }

  private Finding found(Program program) {
    String detail = program.server() + " (" + program.file() + ")";
    Optional<DevInfo> dev = Dev.current(home);
    if (dev.isEmpty()) {
      return Finding.present(PART, detail + ", not running now");
    }
    String address = dev.get().temporalAddress();
    if (TemporalHealth.version(address, PATIENCE).isEmpty()) {
      return Finding.misconfigured(
          PART, detail + " runs at " + address + " and does not answer", "./parley dev --stop");
    }
    return Finding.present(PART, detail + ", running at " + address);
  }
}
