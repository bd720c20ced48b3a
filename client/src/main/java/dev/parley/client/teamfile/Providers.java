package dev.parley.client.teamfile;

import dev.parley.agents.Similar;
import java.util.List;

/** The model providers that are known by name; a worker may have more. */
final class Providers {

  private static final List<String> KNOWN =
      List.of("openai", "azure", "anthropic", "gemini", "ollama", "scripted");

  private Providers() {}

  /** Whether the text is {@code PROVIDER:MODEL}. */
  static boolean isModel(String written) {
    int colon = written.indexOf(':');
    return colon > 0 && colon < written.length() - 1;
  }

  /** Reports the provider of {@code PROVIDER:MODEL} if it is misspelled or unknown. */
  static void check(String written, Place place, Report report) {
    checkName(written.substring(0, written.indexOf(':')), place, report);
  }

  /** Reports a provider that is misspelled (an error) or unknown (a warning). */
  static void checkName(String provider, Place place, Report report) {
    if (KNOWN.contains(provider)) {
      return;
    }
    String message = "unknown provider " + Shown.quote(provider);
    Similar.to(provider, KNOWN)
        .ifPresentOrElse(
            similar -> report.error(place, message, "did you mean \"%s\"?".formatted(similar)),
            () ->
                report.warn(
                    place,
                    message,
                    "known are %s; for an OpenAI-compatible endpoint write openai and a baseUrl"
                        .formatted(String.join(", ", KNOWN))));
  }
}
