package dev.parley.client.teamfile;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the command line adds to a team file.
 *
 * @param vars values for {@code ${NAME}}; they go before the file's own
 * @param everyModel {@code PROVIDER:MODEL} that replaces every model of the file
 * @param models {@code PROVIDER:MODEL} by the name of the entry of {@code models} that it replaces;
 *     goes before {@code everyModel}
 */
public record ReadOptions(
    Map<String, String> vars, Optional<String> everyModel, Map<String, String> models) {

  /** Nothing. */
  public static final ReadOptions NONE = new ReadOptions(Map.of(), Optional.empty(), Map.of());

  public ReadOptions {
    vars = Map.copyOf(vars);
    models = Map.copyOf(models);
  }

  /** With a value for {@code ${NAME}}. */
  public ReadOptions var(String name, String value) {
    var more = new HashMap<>(vars);
    more.put(name, value);
    return new ReadOptions(more, everyModel, models);
  }

  /**
   * With a model as {@code --model} takes it: {@code PROVIDER:MODEL} or {@code N=PROVIDER:MODEL}.
   */
  public ReadOptions model(String written) {
    int equals = written.indexOf('=');
    int colon = written.indexOf(':');
    if (equals < 0 || colon >= 0 && colon < equals) {
      return new ReadOptions(vars, Optional.of(written), models);
    }
    var more = new HashMap<>(models);
    more.put(written.substring(0, equals), written.substring(equals + 1));
    return new ReadOptions(vars, everyModel, more);
  }
}
