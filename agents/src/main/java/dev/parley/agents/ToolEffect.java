package dev.parley.agents;

/** What a tool does to the world, and so what may be done when its outcome is unknown. */
public enum ToolEffect {
  /** It only reads: free to repeat. */
  READ,
  /** Repeated with the same key it has its effect once. */
  IDEMPOTENT,
  /** It must happen once: nobody repeats it on a guess, a person is asked. */
  ONCE;

  /** The stricter one of two. */
  public ToolEffect stricter(ToolEffect other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
