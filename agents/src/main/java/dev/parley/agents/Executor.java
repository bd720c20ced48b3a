package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where code runs and within which limits. What is absent is the worker's default; a worker may be
 * stricter, never looser.
 *
 * @param type the sandbox; absent: Docker, else bubblewrap, never local
 * @param image container image
 * @param network whether the code may open connections
 * @param packages Python packages that a derived image holds
 * @param memory bytes of memory
 * @param cpus number of processors
 * @param timeout how long one run may take
 * @param output how many bytes of output become words; the rest goes to a blob
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Executor(
    @Nullable Type type,
    @Nullable String image,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean network,
    List<String> packages,
    @Nullable Long memory,
    @Nullable Double cpus,
    @Nullable Duration timeout,
    @Nullable Integer output) {

  /** The sandboxes. */
  public enum Type {
    /** A container of a Docker engine. */
    DOCKER,
    /** Linux namespaces by bubblewrap, without an engine. */
    BUBBLEWRAP,
    /** A plain process of the worker's user: only where a worker switched it on by name. */
    LOCAL;

    /** The name in team files and JSON. */
    @JsonValue
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The worker's default sandbox with the worker's limits. */
  public static final Executor DEFAULT =
      new Executor(null, null, false, List.of(), null, null, null, null);

  public Executor {
    packages = packages == null ? List.of() : List.copyOf(packages);
  }

  /** The same limits in a named sandbox. */
  public Executor in(Type sandbox) {
    return new Executor(sandbox, image, network, packages, memory, cpus, timeout, output);
  }
}
