package dev.parley.worker;

import dev.parley.activities.people.TokenKey;
import dev.parley.activities.people.WorkerPolicies;
import dev.parley.agents.Policy;
import dev.parley.client.teamfile.KnownPeople;
import dev.parley.client.teamfile.SettingsPolicies;
import dev.parley.client.teamfile.TeamFileException;
import dev.parley.worker.people.PeopleSettings;
import dev.parley.worker.people.Smtp;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Makes the settings about people of what the sources say. */
final class PeopleSettingsReader {

  private final SettingsSources sources;
  private final boolean local;

  PeopleSettingsReader(SettingsSources sources, boolean local) {
    this.sources = sources;
    this.local = local;
  }

  PeopleSettings read() {
    Path home = sources.home();
    return new PeopleSettings(
        sources.get(Setting.PEOPLE).map(Given::path).orElse(home.resolve("people.yaml")),
        policies(),
        flag(Setting.SINGLE_USER, local),
        sources.get(Setting.PUBLIC_URL).map(PeopleSettingsReader::address),
        sources.get(Setting.TOKEN_KEY).map(PeopleSettingsReader::key),
        local ? Optional.of(home.resolve("token.key")) : Optional.empty(),
        sources.get(Setting.SMTP).map(PeopleSettingsReader::smtp),
        sources
            .get(Setting.NOTICE_COMMAND)
            .map(given -> List.of(given.value().split("\\s+")))
            .orElse(List.of()),
        flag(Setting.NOTICES_ARGUMENTS, local),
        flag(Setting.PREVIEWS, flag(Setting.SINGLE_USER, local)),
        new TreeSet<>(list(Setting.HOOKS_PRIVATE)),
        sources.environment());
  }

  private WorkerPolicies policies() {
    try {
      // Whom people.yaml knows may change while the worker runs, so names are not checked here.
      Map<String, Policy> all =
          sources
              .path()
              .<Map<String, Policy>>map(file -> SettingsPolicies.read(file, KnownPeople.NOBODY))
              .orElseGet(LinkedHashMap::new);
      return new WorkerPolicies(
          all,
          list(Setting.APPROVAL_TOOLS),
          list(Setting.APPROVAL_WRITES),
          list(Setting.APPROVAL_CODE));
    } catch (TeamFileException e) {
      throw new WorkerException.Invalid(String.valueOf(e.getMessage()), e);
    } catch (IllegalArgumentException e) {
      throw new WorkerException.Invalid("parley.approval: " + e.getMessage(), e);
    }
  }

  private List<String> list(Setting setting) {
    return sources.get(setting).map(Given::list).orElse(List.of());
  }

  private boolean flag(Setting setting, boolean otherwise) {
    return sources.get(setting).map(Given::flag).orElse(otherwise);
  }

  private static URI address(Given given) {
    try {
      URI uri = URI.create(given.value().replaceAll("/+$", ""));
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (web && uri.getHost() != null && uri.getQuery() == null && uri.getUserInfo() == null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw given.wrong("an address such as https://parley.example.com");
    }
    throw given.wrong("an address such as https://parley.example.com");
  }

  /** The messages hold no value: it is a secret. */
  private static TokenKey key(Given given) {
    try {
      return TokenKey.parse(given.value());
    } catch (IllegalArgumentException e) {
      throw new WorkerException.Invalid("%s: %s".formatted(given.where(), e.getMessage()), e);
    }
  }

  private static Smtp smtp(Given given) {
    try {
      return Smtp.parse(given.value());
    } catch (IllegalArgumentException e) {
      throw new WorkerException.Invalid("%s: %s".formatted(given.where(), e.getMessage()), e);
    }
  }
}
