package dev.parley.agents;

/**
 * Tokens of one model call, or a sum of calls. {@code cached} is the part of {@code input} that the
 * provider read from its cache, {@code reasoning} the part of {@code output} that was not shown.
 */
public record Usage(long input, long output, long cached, long reasoning) {

  /** No tokens. */
  public static final Usage NONE = new Usage(0, 0, 0, 0);

  public Usage {
    if (input < 0 || output < 0 || cached < 0 || reasoning < 0) {
      throw new IllegalArgumentException(
          "usage must not be negative: input %d, output %d, cached %d, reasoning %d"
              .formatted(input, output, cached, reasoning));
    }
  }

  /** The sum of this and another usage. */
  public Usage plus(Usage other) {
    return new Usage(
        input + other.input,
        output + other.output,
        cached + other.cached,
        reasoning + other.reasoning);
  }

  /** Input and output together. */
  public long total() {
    return input + output;
  }
}
