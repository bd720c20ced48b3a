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
 * @param people whom the workers know, as far as that is known here
 */
public record ReadOptions(
    Map<String, String> vars,
    Optional<String> everyModel,
    Map<String, String> models,
    KnownPeople people) {

  /** Nothing. */
  public static final ReadOptions NONE =
      new ReadOptions(Map.of(), Optional.empty(), Map.of(), KnownPeople.NOBODY);

  public ReadOptions {
    vars = Map.copyOf(vars);
    models = Map.copyOf(models);
  }

  /** With a value for {@code ${NAME}}. */
  public ReadOptions var(String name, String value) {
    var more = new HashMap<>(vars);
    more.put(name, value);
    return new ReadOptions(more, everyModel, models, people);
  }

  /**
   * With a model as {@code --model} takes it: {@code PROVIDER:MODEL} or {@code N=PROVIDER:MODEL}.
   */
  public ReadOptions model(String written) {
    int equals = written.indexOf('=');
    int colon = written.indexOf(':');
    if (equals < 0 || colon >= 0 && colon < equals) {
      return new ReadOptions(vars, Optional.of(written), models, people);
    }
    var more = new HashMap<>(models);
    more.put(written.substring(0, equals), written.substring(equals + 1));
    return new ReadOptions(vars, everyModel, more, people);
  }

  /** With the people and groups that the workers know. */
  public ReadOptions people(KnownPeople known) {
    return new ReadOptions(vars, everyModel, models, known);
  }
}
