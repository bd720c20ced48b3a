package dev.parley.transcript.jdbc;

import static dev.parley.transcript.jdbc.Fixture.place;
import static dev.parley.transcript.jdbc.Fixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.agents.Choice;
import dev.parley.agents.Entry.Asking;
import dev.parley.agents.Entry.CodeResult;
import dev.parley.agents.Entry.FileRef;
import dev.parley.agents.Entry.Words;
import dev.parley.agents.Event;
import dev.parley.agents.Kind;
import dev.parley.agents.Money;
import dev.parley.agents.Move;
import dev.parley.agents.Usage;
import dev.parley.transcript.ConversationStore.Filter;
import dev.parley.transcript.ConversationStore.NewConversation;
import dev.parley.transcript.ConversationStore.Over;
import dev.parley.transcript.ConversationStore.RunStart;
import dev.parley.transcript.ConversationStore.Standing;
import dev.parley.transcript.ConversationStore.State;
import dev.parley.transcript.Draft;
import dev.parley.transcript.MailStore;
import dev.parley.transcript.TranscriptException.Reason;
import dev.parley.transcript.TranscriptException.Refused;
import dev.parley.transcript.TranscriptException.Unknown;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What holds of conversations, their runs, rounds and listings in every store. */
interface ConversationRules extends Fixture {

  private static void refused(Reason reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(Refused.class)
        .extracting(e -> ((Refused) e).reason())
        .isEqualTo(reason);
  }

  private void register(String id, String run, String first, String previous) {
    conversations().register(new RunStart(id, run, first, previous.isEmpty() ? null : previous));
  }

  @Test
  default void aConversationIsCreatedOnceWithItsTaskAsMail() {
    String id = id();
    var conversation = new NewConversation(id, "coding", "sha256:ab", "ann", "do it");
    assertThat(conversations().create(conversation)).isTrue();
    assertThat(conversations().create(new NewConversation(id, "other", "x", "eve", "no")))
        .isFalse();
    assertThat(transcript().mail().open(id))
        .singleElement()
        .satisfies(
            mail -> {
              assertThat(mail.id()).isEqualTo(MailStore.TASK);
              assertThat(mail.text()).isEqualTo("do it");
              assertThat(mail.by()).isEqualTo("ann");
            });
    Standing standing = standing(id);
    assertThat(standing)
        .isEqualTo(
            new Standing(
                id,
                "coding",
                "sha256:ab",
                "ann",
                State.RUNNING,
                standing.startedAt(),
                standing.startedAt(),
                0,
                null,
                null,
                null,
                0,
                0,
                0,
                Usage.NONE,
                Money.ZERO,
                0,
                1,
                null,
                null,
                null));
  }

  @Test
  default void idsThatAreNoNamesAreRefused() {
    for (String id : List.of("", "7up", "a b", "a/b", "x".repeat(65))) {
      refused(
          Reason.INVALID,
          () -> conversations().create(new NewConversation(id, "t", "b", "ann", null)));
    }
    assertThatThrownBy(() -> standing("nobody"))
        .isInstanceOf(Unknown.class)
        .hasMessageContaining("nobody");
  }

  // --- Runs

  @Test
  default void aContinuationTakesOverFromItsRun() {
    String id = conversation();
    register(id, "run-2", RUN, RUN);
    register(id, "run-2", RUN, RUN);
    refused(Reason.STALE_RUN, () -> say(id, 0, "a"));
    refused(Reason.STALE_RUN, () -> register(id, RUN, RUN, ""));
    register(id, "run-3", RUN, "run-2");
    refused(Reason.STALE_RUN, () -> register(id, "run-2", RUN, RUN));
  }

  @Test
  default void anotherFirstRunIsTakenOnlyWhereItIsExpected() {
    String id = conversation();
    refused(Reason.CONVERSATION_EXISTS, () -> register(id, "other", "other", ""));
    conversations().expectRun(id);
    register(id, "other", "other", "");
    assertThat(standing(id).round()).isEqualTo(1);
    refused(Reason.CONVERSATION_EXISTS, () -> register(id, "third", "third", ""));
    refused(Reason.STALE_RUN, () -> say(id, 0, "a"));
  }

  /** Nothing has written it yet. */
  private String fresh() {
    String id = id();
    conversations().create(new NewConversation(id, "team", "sha256:00", "ann", null));
    return id;
  }

  /** The run of {@code say} may be there before the first effect of the terminated one. */
  @Test
  default void aRunThatWasOverBeforeItWroteNeverWrites() {
    String id = fresh();
    conversations().expectRun(id, new Over("late", "late"));
    register(id, "other", "other", "");
    refused(Reason.STALE_RUN, () -> register(id, "late", "late", ""));
    refused(Reason.CONVERSATION_EXISTS, () -> register(id, "third", "third", ""));

    String reversed = fresh();
    conversations().expectRun(reversed, new Over("late", "late"));
    refused(Reason.STALE_RUN, () -> register(reversed, "late", "late", ""));
    register(reversed, "other", "other", "");
    register(reversed, "other", "other", "");
  }

  /** The run of one {@code say} was terminated before it wrote; the next one is on its way. */
  @Test
  default void aContinuationThatWasOverBeforeItWroteTakesNobodysPlace() {
    String id = conversation();
    conversations().expectRun(id, new Over(RUN, RUN));
    conversations().expectRun(id, new Over("late", "late"));
    refused(Reason.STALE_RUN, () -> register(id, "late", "late", ""));
    register(id, "other", "other", "");
    refused(Reason.STALE_RUN, () -> register(id, "late", "late", ""));
  }

  // --- Listing

  private void append(String id, int seq, Draft draft) {
    append(place(id, seq, "i" + seq), draft, 0);
  }

  @Test
  default void theStateFollowsTheSettledEntries() {
    String id = conversation();
    append(id, 0, text("user", "task"));
    append(
        id,
        1,
        Draft.of(
            "coder",
            Kind.REQUEST,
            new Words("?", new Asking("r1", "human", List.of("ann", "bob"), List.of()), null)));
    assertThat(standing(id).state()).isEqualTo(State.WAITING);
    assertThat(standing(id).waitingOn()).isEqualTo("ann, bob");
    append(id, 2, Draft.event(Event.REFUSED, "eve", Words.of("")));
    assertThat(standing(id).state()).isEqualTo(State.WAITING);
    assertThat(standing(id).waitingOn()).isEqualTo("ann, bob");
    append(
        id,
        3,
        Draft.of("ann", Kind.DECISION, Words.of("yes"))
            .withMove("r1", new Move.Voted(Choice.APPROVE, true, 0, List.of(), null, null)));
    assertThat(standing(id).state()).isEqualTo(State.RUNNING);
    assertThat(standing(id).waitingOn()).isNull();
    append(id, 4, Draft.event(Event.PAUSED, "ann", Words.of("")));
    assertThat(standing(id).state()).isEqualTo(State.PAUSED);
    append(id, 6, Draft.event(Event.INTERRUPTED, "ann", Words.of("")));
    append(id, 5, Draft.event(Event.RESUMED, "ann", Words.of("")));
    assertThat(standing(id).state()).isEqualTo(State.PAUSED);
    append(id, 7, text("ann", "go on"));
    assertThat(standing(id).state()).isEqualTo(State.RUNNING);
    assertThat(standing(id).entries()).isEqualTo(8);
    assertThat(standing(id).lastAuthor()).isEqualTo("ann");
  }

  @Test
  default void aPauseOutlivesWordsAndAnInterruptDoesNot() {
    String id = conversation();
    append(id, 0, text("user", "task"));
    append(id, 1, Draft.event(Event.PAUSED, "ann", Words.of("")));
    append(id, 2, Draft.event(Event.REFUSED, "eve", Words.of("")));
    append(id, 4, text("ann", "and another thing"));
    append(id, 3, text("ann", "take your time"));
    assertThat(standing(id).state()).isEqualTo(State.PAUSED);
    append(id, 5, Draft.event(Event.RESUMED, "ann", Words.of("")));
    assertThat(standing(id).state()).isEqualTo(State.RUNNING);
    append(id, 6, Draft.event(Event.PAUSED, "ann", Words.of("")));
    append(id, 7, Draft.event(Event.INTERRUPTED, "ann", Words.of("")));
    append(id, 8, text("ann", "go on"));
    assertThat(standing(id).state()).isEqualTo(State.RUNNING);
  }

  @Test
  default void codeRunsAreThoseThatRan() {
    String id = conversation();
    var ran = new CodeResult(1, List.of(), null, null, null, 3);
    var nothing = new CodeResult(null, List.of(), null, null, null, 3);
    append(id, 0, Draft.of("runner", Kind.CODE_RESULT, new Words("x", ran, null)));
    append(id, 1, Draft.of("runner", Kind.CODE_RESULT, new Words("x", nothing, null)));
    assertThat(standing(id).codeRuns()).isEqualTo(1);
  }

  private List<String> listed(State state, String search, int limit) {
    return conversations().list(new Filter(state, search, limit)).stream()
        .map(Standing::id)
        .toList();
  }

  @Test
  default void listingFindsStateAndText() {
    String mark = "mark_" + id();
    String first = conversation();
    String second = conversation();
    String third = conversation();
    say(first, 0, "with " + mark + " \"100%\"\n");
    say(second, 0, "also " + mark);
    say(third, 0, "markx" + mark.substring(5));
    append(second, 1, Draft.event(Event.PAUSED, null, Words.of("")));
    assertThat(conversations().list(new Filter(null, mark, 9)))
        .extracting(Standing::id)
        .containsExactly(second, first);
    assertThat(conversations().list(new Filter(null, mark, 1))).hasSize(1);
    assertThat(listed(State.PAUSED, mark, 9)).containsExactly(second);
    assertThat(listed(State.RUNNING, mark + " \"100%\"\n", 9)).containsExactly(first);
    assertThat(listed(State.RUNNING, mark.substring(5) + " \"1_0", 9)).isEmpty();
    assertThat(listed(State.RUNNING, first, 9)).containsExactly(first);
    assertThat(listed(State.RUNNING, mark.toUpperCase(Locale.ROOT), 9)).containsExactly(first);
    assertThat(conversations().list(new Filter(null, null, 3)))
        .extracting(Standing::id)
        .containsExactly(third, second, first);
  }

  @Test
  default void searchFindsDetailsButNoNamesOfFields() {
    String file = "f" + id() + ".csv";
    String id = conversation();
    var ran = new CodeResult(0, List.of(new FileRef(file, 3, "d")), null, null, null, 3);
    append(id, 0, Draft.of("runner", Kind.CODE_RESULT, new Words("done", ran, null)));
    assertThat(listed(State.RUNNING, file, 9)).containsExactly(id);
    assertThat(listed(State.RUNNING, "\"files\":", 999)).isEmpty();
    assertThat(listed(State.RUNNING, "exitCode", 999)).isEmpty();
    append(id, 1, text("coder", "so be it! 100% of " + file + " is_done"));
    assertThat(listed(State.RUNNING, "be it! 100% of " + file + " is_d", 9)).containsExactly(id);
  }

  @Test
  default void aPrefixFindsTenAtMostAndAnExactIdStandsAlone() {
    String stem = id();
    assertThat(conversations().withPrefix(stem)).isEmpty();
    for (int i = 0; i < 12; i++) {
      conversations().create(new NewConversation(stem + "x" + i, "t", "b", "ann", null));
    }
    assertThat(conversations().withPrefix(stem)).hasSize(10).contains(stem + "x11");
    assertThat(conversations().withPrefix(stem + "x1")).containsExactly(stem + "x1");
    assertThat(conversations().withPrefix(stem + "%")).isEmpty();
    assertThat(conversations().withPrefix(stem.toUpperCase(Locale.ROOT) + "X")).isEmpty();
  }
}
