package dev.parley.client.teamfile;

import static dev.parley.client.teamfile.Shapes.named;

import dev.parley.agents.Policy;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * The workers' own policies: what stands under {@code parley.policies} in their settings file,
 * written as in a team file.
 */
public final class SettingsPolicies {

  private SettingsPolicies() {}

  /**
   * The policies of a file; none, if it has none.
   *
   * @param people whom the workers know
   * @throws TeamFileException with file, line and key of each mistake
   */
  public static SequencedMap<String, Policy> read(Path file, KnownPeople people) {
    SettingsSection settings = new SettingsSection(file);
    SequencedMap<String, Policy> policies =
        settings
            .read("policies", named(PolicyFormat.policy()))
            .map(section -> new PolicyReader(settings.report(), people).read(section))
            .orElseGet(LinkedHashMap::new);
    settings.requireClean();
    return policies;
  }
}
