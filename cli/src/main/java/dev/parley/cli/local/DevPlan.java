package dev.parley.cli.local;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a {@code dev} runs.
 *
 * @param home whose
 * @param environment of the worker, keys among it; the home's own file is already in it
 * @param workerCommand starts a worker
 * @param externalAddress a Temporal server of somebody else; empty: one is started
 * @param background whether it ends by itself when nobody needs it
 */
record DevPlan(
    Home home,
    Map<String, String> environment,
    List<String> workerCommand,
    Optional<String> externalAddress,
    boolean background) {

  DevPlan {
    environment = Map.copyOf(environment);
    workerCommand = List.copyOf(workerCommand);
  }

  /** As the environment says: this Parley's own worker, beside a server or with somebody else's. */
  static DevPlan of(Home home, Map<String, String> outer, boolean background) {
    Map<String, String> environment = home.environment(outer);
    return new DevPlan(
        home,
        environment,
        JavaCommand.current().run(home, "worker", "dev.parley.cli.Main", "worker"),
        Elsewhere.address(environment),
        background);
  }

  /** The worker's environment; what the user has set stands. */
  Map<String, String> workerEnvironment(String address) {
    Map<String, String> all = new TreeMap<>();
    all.put("PARLEY_STORE", home.storeUrl());
    all.put("PARLEY_PROFILE", "local");
    // Its health page: several homes on one machine must not fight for a port.
    all.put("MICRONAUT_SERVER_HOST", "127.0.0.1");
    all.put("MICRONAUT_SERVER_PORT", "-1");
    all.putAll(environment);
    all.put("PARLEY_HOME", home.folder().toString());
    return Elsewhere.with(all, address);
  }
}
