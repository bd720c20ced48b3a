package dev.parley.transcript;

/**
 * Some more of a reply that is being said. Strangers' text, as every word of a model.
 *
 * @param call random id of the call: a reply that was begun anew has another
 * @param seq the place that the reply's entry will have
 * @param agent who speaks
 * @param attempt from 1
 * @param from how many characters were said before
 * @param more what was said since; never the half of a character
 */
public record LiveText(String call, int seq, String agent, int attempt, int from, String more) {

  /** Whether this is the first of its call: what another attempt has said is void. */
  public boolean begins() {
    return from == 0;
  }

  /** Without the words, so that it may be logged. */
  @Override
  public String toString() {
    return "LiveText[%s, seq=%d, agent=%s, attempt=%d, from=%d, %d characters]"
        .formatted(call, seq, agent, attempt, from, more.length());
  }
}
