package dev.parley.cli.local;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the {@code dev} of a home stands: the content of {@code dev.json}, written by it alone.
 *
 * @param format version of this record, now 1
 * @param phase where in its life it is
 * @param version the build that it runs
 * @param background whether a command started it, so that it ends by itself
 * @param started when, in milliseconds since 1970
 * @param dev its own process
 * @param server the Temporal server's process, absent: none, not yet, or somebody else's
 * @param worker the worker's process, absent: not yet
 * @param address the Temporal server, {@code 127.0.0.1:7233}
 * @param uiUrl its UI, absent: somebody else's server
 * @param marks see {@link Marks}; their salt is {@code started}
 * @param message why it gave up, in {@link Phase#FAILED}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DevState(
    int format,
    Phase phase,
    String version,
    boolean background,
    long started,
    ProcessId dev,
    @Nullable ProcessId server,
    @Nullable ProcessId worker,
    @Nullable String address,
    @Nullable String uiUrl,
    Map<String, String> marks,
    @Nullable String message) {

  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /** Where a {@code dev} is in its life. */
  enum Phase {
    STARTING,
    RUNNING,
    STOPPING,
    FAILED
  }

  /** The state of a home, whether its process still lives or not. */
  static Optional<DevState> read(Home home) {
    return PrivateFiles.read(home.devFile()).flatMap(DevState::parse);
  }

  private static Optional<DevState> parse(String json) {
    try {
      return Optional.of(JSON.readValue(json, DevState.class));
    } catch (JsonProcessingException e) {
      return Optional.empty(); // of another version: as good as none
    }
  }

  void write(Home home) {
    try {
      PrivateFiles.write(home.devFile(), JSON.writeValueAsString(this));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of plain values is JSON", e);
    }
  }

  /** Whether its process still lives. */
  boolean alive() {
    return dev.alive();
  }

  /** What a command needs to know. */
  DevInfo info() {
    return info(List.of());
  }

  /** The same, and in which settings the command differs. */
  DevInfo info(Map<String, String> environment) {
    return info(Marks.differing(environment, marks, started));
  }

  private DevInfo info(List<String> differing) {
    return new DevInfo(
        address == null ? "" : address,
        Optional.ofNullable(uiUrl),
        Optional.of(dev),
        Optional.ofNullable(server),
        Optional.ofNullable(worker),
        version,
        background,
        differing);
  }
}
