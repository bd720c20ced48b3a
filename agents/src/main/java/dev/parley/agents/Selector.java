package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who or what chooses the next speaker of a {@link Pattern.SelectorGroupChat}.
 *
 * @param method see {@link Method}
 * @param function for {@link Method#FUNCTION}: its name on the workers; what it names speaks
 *     whatever the transitions say, and nothing ends the chat, as in AutoGen
 * @param who for {@link Method#MANUAL}: people, groups, {@code starter}
 * @param policy for {@link Method#MANUAL}: what if they do not answer
 * @param seed for {@link Method#RANDOM}; absent: the conversation itself is the seed
 * @param model for {@link Method#AUTO}: the model that chooses, absent: the first participant's
 * @param prompt for {@link Method#AUTO}: what it is asked, absent: {@link #DEFAULT_PROMPT}
 * @param context for {@link Method#AUTO}: what it sees of the conversation
 * @param candidates a function on the workers that narrows the choice, absent: none does
 * @param attempts for {@link Method#AUTO}: how often it is asked, absent: {@link #ATTEMPTS}
 * @param fallback who speaks if it has named nobody, absent: {@link Fallback#PREVIOUS}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Selector(
    Method method,
    @Nullable String function,
    List<String> who,
    @Nullable String policy,
    @Nullable Long seed,
    @Nullable String model,
    @Nullable String prompt,
    List<Context> context,
    @Nullable String candidates,
    @Nullable Integer attempts,
    @Nullable Fallback fallback) {

  /** How often a model is asked where nothing else is said. */
  public static final int ATTEMPTS = 3;

  /** What a model is asked where nothing else is said. */
  public static final String DEFAULT_PROMPT =
      """
      These are the members of a team, with what each of them does:
      {roles}

      This is their conversation so far:
      {history}

      Which of {participants} speaks next? Answer with that name alone.""";

  /** A model chooses. */
  public static final Selector AUTO =
      new Selector(
          Method.AUTO, null, List.of(), null, null, null, null, List.of(), null, null, null);

  /** The ways to choose. */
  public enum Method {
    /** A model does. */
    AUTO,
    /** A person does. */
    MANUAL,
    /** Chance does; the same in a replay and in a fork. */
    RANDOM,
    /** The next one in the order of the file. */
    ROUND_ROBIN,
    /** A function on the workers does. */
    FUNCTION
  }

  /** Who speaks if a model has named nobody. One who may not speak is passed over. */
  public enum Fallback {
    /** The one that has just spoken; who may not repeat: the next one. */
    PREVIOUS,
    /** The next one in the order of the file. */
    NEXT,
    /** The first one in the order of the file. */
    FIRST
  }

  public Selector {
    who = who == null ? List.of() : List.copyOf(who);
    context = context == null ? List.of() : List.copyOf(context);
    if ((method == Method.FUNCTION) != (function != null)) {
      throw new IllegalArgumentException(
          "selector: method function has a function, and no other method has one");
    }
    if (attempts != null && attempts < 1) {
      throw new IllegalArgumentException("selector.attempts: must be at least 1, is " + attempts);
    }
  }

  /** The same without a word of a prompt: what a workflow may know. */
  Selector outline() {
    return new Selector(
        method,
        function,
        who,
        policy,
        seed,
        model,
        null,
        List.of(),
        candidates,
        attempts,
        fallback);
  }

  /** The same by this model. */
  public Selector by(String chooses) {
    return new Selector(
        method,
        function,
        who,
        policy,
        seed,
        chooses,
        prompt,
        context,
        candidates,
        attempts,
        fallback);
  }

  /** How often a model is asked. */
  int tries() {
    return attempts == null ? ATTEMPTS : attempts;
  }
}
