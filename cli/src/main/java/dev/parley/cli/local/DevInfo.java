package dev.parley.cli.local;

import java.util.List;
import java.util.Optional;

/**
 * What a command needs to know of the running {@code dev}.
 *
 * @param temporalAddress {@code host:port} of the server
 * @param uiUrl the Temporal UI, empty: somebody else's server
 * @param dev the process that looks after the others, empty: none runs, the server and the workers
 *     are somebody else's
 * @param server the server's process, empty: somebody else's
 * @param worker the worker's process, empty: somebody else's
 * @param version the build that it runs
 * @param background whether it ends by itself with the last open conversation
 * @param differing names of settings that the caller has and the worker was started without, or
 *     with another value; {@code ./parley dev --stop} and another start mend that
 */
public record DevInfo(
    String temporalAddress,
    Optional<String> uiUrl,
    Optional<ProcessId> dev,
    Optional<ProcessId> server,
    Optional<ProcessId> worker,
    String version,
    boolean background,
    List<String> differing) {

  public DevInfo {
    differing = List.copyOf(differing);
  }

  /** Server and workers of somebody else. */
  static DevInfo external(String address) {
    return new DevInfo(
        address,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        BuildVersion.current(),
        false,
        List.of());
  }
}
