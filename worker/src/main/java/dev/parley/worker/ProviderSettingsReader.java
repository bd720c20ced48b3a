package dev.parley.worker;

import dev.parley.activities.models.ProviderLimits;
import dev.parley.client.teamfile.SettingsProviders;
import dev.parley.client.teamfile.TeamFileException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads {@code parley.providers}. */
final class ProviderSettingsReader {

  private ProviderSettingsReader() {}

  /**
   * The limits by the providers' names; none, if there is no file.
   *
   * @throws WorkerException.Invalid with file, line and key of the mistakes
   */
  static Map<String, ProviderLimits> read(SettingsSources sources) {
    Map<String, ProviderLimits> all = new LinkedHashMap<>();
    try {
      sources
          .path()
          .ifPresent(
              file ->
                  SettingsProviders.read(file)
                      .forEach((name, entry) -> all.put(name, limits(entry))));
    } catch (TeamFileException e) {
      throw new WorkerException.Invalid(String.valueOf(e.getMessage()), e);
    }
    return all;
  }

  private static ProviderLimits limits(SettingsProviders.Entry entry) {
    return new ProviderLimits(
        entry.concurrent().orElse(null),
        entry.perMinute().orElse(null),
        entry.breaker() ? entry.rest().orElse(ProviderLimits.REST) : null);
  }
}
