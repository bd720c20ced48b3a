package dev.parley.transcript;

import dev.parley.agents.Blueprint;
import java.time.Instant;
import java.util.List;

/** Teams as values: stored by the digest of their JSON, published under a name. */
public interface BlueprintStore {

  /**
   * Stores a blueprint.
   *
   * @return its digest, {@code sha256:} and lower-case hex of the canonical JSON
   */
  String put(Blueprint blueprint);

  /**
   * The blueprint of a digest.
   *
   * @throws TranscriptException.Unknown if it is not there
   */
  Blueprint get(String digest);

  /** Publishes a stored blueprint under its own name; the newest is the one that a name means. */
  void publish(String digest, String by);

  /**
   * The digest that {@code NAME} or {@code NAME@DIGEST} means.
   *
   * @throws TranscriptException.Unknown with the published names, if there is none
   */
  String resolve(String reference);

  /** All published names with their newest digest. */
  List<Published> published();

  /** A published team. */
  record Published(String name, String digest, String description, String by, Instant at) {}
}
