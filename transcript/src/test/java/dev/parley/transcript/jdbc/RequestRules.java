package dev.parley.transcript.jdbc;

import static dev.parley.transcript.jdbc.Fixture.place;
import static dev.parley.transcript.jdbc.Fixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.agents.Entry.Asking;
import dev.parley.agents.Entry.Words;
import dev.parley.agents.Event;
import dev.parley.agents.Kind;
import dev.parley.agents.Move;
import dev.parley.agents.Policy.Priority;
import dev.parley.agents.RequestKind;
import dev.parley.transcript.ConversationStore.End;
import dev.parley.transcript.Draft;
import dev.parley.transcript.RequestStore.Filter;
import dev.parley.transcript.RequestStore.Request;
import dev.parley.transcript.RequestStore.State;
import dev.parley.transcript.TranscriptException.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What entries make of requests, in every store. */
interface RequestRules extends Fixture {

  /** Appends behind the last entry. */
  default void write(String id, Draft draft) {
    int seq = standing(id).entries();
    append(place(id, seq, "signal/" + seq), draft, 0);
  }

  /** Appends an effect of an agent behind the last entry. */
  default void does(String id, Draft draft) {
    int seq = standing(id).entries();
    append(place(id, seq, "turn/" + seq + "/cashier/1"), draft, 0);
  }

  default List<Request> openIn(String conversation) {
    return transcript().requests().open(new Filter(conversation, List.of(), null, null, 99));
  }

  default List<String> openIds(String conversation) {
    return openIn(conversation).stream().map(Request::id).toList();
  }

  default Request request(String conversation, String id) {
    return transcript().requests().find(conversation, id).orElseThrow();
  }

  private String asked(Draft... drafts) {
    String id = conversation();
    does(id, text("coder", "hello"));
    for (Draft draft : drafts) {
      does(id, draft);
    }
    return id;
  }

  @Test
  default void aRequestIsAsItsEntrySays() {
    String id = asked(Asks.tool("r1", "dana", "omar"));
    Request found = request(id, "r1");
    assertThat(found)
        .isEqualTo(
            new Request(
                id,
                "team",
                standing(id).starter(),
                "r1",
                1,
                RequestKind.TOOL,
                "cashier",
                List.of("dana", "omar"),
                "refund(id=17, amount=240.00)",
                Priority.NORMAL,
                State.OPEN,
                found.askedAt(),
                Instant.ofEpochMilli(90_000),
                "escalate to cfo",
                null));
    assertThat(found.askedAt()).isEqualTo(entries().read(id, 1, 1).getFirst().at());
    assertThat(openIn(id)).containsExactly(found);
    assertThat(transcript().requests().find(id, "r2")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"human", "turn", ""})
  default void aRequestOfAnEarlierVersionHasNoMoveAndIsAHumanTurn(String kind) {
    var asking = new Asking("r1", kind, List.of("ann", "bob"), List.of("respond"));
    Draft old =
        Draft.of("coder", Kind.REQUEST, new Words("?", asking, null))
            .withPerson(null, null, "r1", false);
    String id = asked(old);
    Request found = request(id, "r1");
    assertThat(found.kind()).isEqualTo(RequestKind.HUMAN);
    assertThat(found.agent()).isEqualTo("coder");
    assertThat(found.who()).containsExactly("ann", "bob");
    assertThat(found.gist()).isEqualTo("reply as coder");
    assertThat(found.priority()).isEqualTo(Priority.NORMAL);
    assertThat(found.deadline()).isNull();
    assertThat(found.then()).isNull();
    assertThat(openIn(id)).containsExactly(found);
    write(id, text("coder", "the answer").withPerson("ann", null, "r1", false));
    assertThat(request(id, "r1").state()).isEqualTo(State.DECIDED);
    assertThat(openIn(id)).isEmpty();
  }

  @Test
  default void theStarterIsAskedWhereNobodyIsNamedOrTheStarterIs() {
    String id = asked(Asks.ofNobody("r1"), Asks.tool("r2", "starter"), Asks.tool("r3", "starter"));
    String starter = standing(id).starter();
    assertThat(openIn(id)).allSatisfy(one -> assertThat(one.who()).containsExactly(starter));
    assertThat(request(id, "r1").agent()).isEmpty();
  }

  // --- Decisions

  @Test
  default void aDecisionThatSettlesClosesOneRequestOnly() {
    String id = asked(Asks.tool("r1", "dana"), Asks.tool("r2", "omar"));
    write(id, Asks.voted("r1", true, 1));
    assertThat(openIds(id)).containsExactly("r2");
    assertThat(request(id, "r1").state()).isEqualTo(State.DECIDED);
    write(id, Asks.voted("r9", true, 1));
    assertThat(openIds(id)).containsExactly("r2");
  }

  @Test
  default void theNextStageIsAskedAndNobodyTakesCareOfItYet() {
    Move.Stage[] stages = {Asks.stage("dana"), Asks.stage("omar", "cfo")};
    String id = asked(Asks.tool("r1", Priority.HIGH, stages));
    write(id, Asks.event(Event.CLAIMED, "r1", new Move.Claimed("dana")));
    assertThat(request(id, "r1").claimedBy()).isEqualTo("dana");
    write(id, Asks.voted("r1", false, 0));
    assertThat(request(id, "r1").claimedBy()).isEqualTo("dana");
    assertThat(request(id, "r1").who()).containsExactly("dana");
    write(id, Asks.voted("r1", false, 1));
    assertThat(request(id, "r1").who()).containsExactly("omar", "cfo");
    assertThat(request(id, "r1").claimedBy()).isNull();
    assertThat(inbox("dana", id)).isEmpty();
    assertThat(inbox("cfo", id)).containsExactly("r1");
  }

  @Test
  default void changedArgumentsMayChangeWhoIsAsked() {
    String id = asked(Asks.tool("r1", "dana"));
    write(id, Asks.voted("r1", false, 0, Asks.stage("eve"), Asks.stage("cfo")));
    assertThat(request(id, "r1").who()).containsExactly("eve");
    write(id, Asks.voted("r1", false, 1));
    assertThat(request(id, "r1").who()).containsExactly("cfo");
  }

  @Test
  default void whoIsAskedChangesWhenItIsPassedOn() {
    String id = asked(Asks.tool("r1", "dana"));
    write(id, Asks.event(Event.CLAIMED, "r1", new Move.Claimed("dana")));
    var toEve = new Move.Passed(List.of(Asks.stage("eve")), false, 70_000L, List.of());
    write(id, Asks.event(Event.DELEGATED, "r1", toEve));
    assertThat(request(id, "r1").who()).containsExactly("eve");
    assertThat(request(id, "r1").deadline()).isEqualTo(Instant.ofEpochMilli(70_000));
    assertThat(request(id, "r1").then()).isEqualTo("escalate to cfo");
    assertThat(request(id, "r1").claimedBy()).isNull();
    var up = new Move.Passed(List.of(Asks.stage("cfo")), true, null, List.of());
    write(id, Asks.event(Event.ESCALATED, "r1", up));
    assertThat(request(id, "r1").who()).containsExactly("cfo");
    assertThat(request(id, "r1").deadline()).isNull();
    assertThat(request(id, "r1").then()).isNull();
  }

  @Test
  default void whoeverTakesCareOfItMayLeaveIt() {
    String id = asked(Asks.tool("r1", "dana", "omar"));
    write(id, Asks.event(Event.CLAIMED, "r1", new Move.Claimed("omar")));
    assertThat(request(id, "r1").claimedBy()).isEqualTo("omar");
    write(id, Asks.event(Event.RELEASED, "r1", new Move.Claimed(null)));
    assertThat(request(id, "r1").claimedBy()).isNull();
  }

  // --- Answers

  @ParameterizedTest
  @EnumSource(
      value = Event.class,
      names = {"SILENT", "EXIT"})
  default void whoeverIsSilentOrTypesExitHasAnswered(Event event) {
    String id = asked(Asks.old("r1", "coder", "ann"));
    write(id, Asks.event(event, "r1", null));
    assertThat(request(id, "r1").state()).isEqualTo(State.DECIDED);
  }

  @Test
  default void wordsThatAnswerNothingLeaveARequestOpen() {
    String id = asked(Asks.old("r1", "coder", "ann"));
    write(id, text("ann", "by the way").withPerson("ann", "runner", null, false));
    write(id, Asks.event(Event.REFUSED, "r1", null));
    assertThat(openIds(id)).containsExactly("r1");
    assertThat(standing(id).state().wire()).isEqualTo("waiting");
  }

  @Test
  default void wordsEndTheQuestionHowItGoesOnUnlessAPauseHoldsIt() {
    String id = asked(Asks.tool("r1", "dana"));
    write(id, Asks.event(Event.INTERRUPTED));
    write(id, Asks.ofNobody("r2"));
    does(id, text("coder", "a late reply"));
    assertThat(openIds(id)).containsExactly("r1", "r2");
    write(id, Asks.event(Event.PAUSED));
    write(id, text("ann", "not yet"));
    assertThat(openIds(id)).containsExactly("r1", "r2");
    write(id, Asks.event(Event.INTERRUPTED));
    write(id, text("ann", "go on"));
    assertThat(openIds(id)).containsExactly("r1");
    assertThat(request(id, "r2").state()).isEqualTo(State.WITHDRAWN);
  }

  @Test
  default void anAnswerEndsAnInterruptToo() {
    String id = asked(Asks.old("r1", "coder", "ann"));
    write(id, Asks.event(Event.INTERRUPTED));
    write(id, Asks.ofNobody("r2"));
    write(id, text("coder", "my answer").withPerson("ann", null, "r1", false));
    assertThat(request(id, "r1").state()).isEqualTo(State.DECIDED);
    assertThat(request(id, "r2").state()).isEqualTo(State.WITHDRAWN);
  }

  @Test
  default void aResumeEndsTheQuestionHowItGoesOnOnly() {
    String id = asked(Asks.tool("r1", "dana"));
    write(id, Asks.event(Event.PAUSED));
    write(id, Asks.ofNobody("r2"));
    write(id, Asks.event(Event.RESUMED));
    assertThat(openIds(id)).containsExactly("r1");
    assertThat(standing(id).waitingOn()).isEqualTo("dana");
  }

  // --- Ends

  @ParameterizedTest
  @EnumSource(
      value = Event.class,
      names = {"STOPPED", "ENDED"})
  default void whatEndsAConversationWithdrawsItsRequests(Event event) {
    String id = asked(Asks.tool("r1", "dana"), Asks.tool("r2", "dana"));
    write(id, Asks.event(event));
    assertThat(openIn(id)).isEmpty();
    assertThat(request(id, "r2").state()).isEqualTo(State.WITHDRAWN);
    assertThat(inbox("dana", id)).isEmpty();
  }

  @Test
  default void theEndOfARoundWithdrawsItsRequestsAndLateOnesToo() {
    String id = asked(Asks.tool("r1", "dana"));
    conversations().close(id, end());
    assertThat(request(id, "r1").state()).isEqualTo(State.WITHDRAWN);
    assertThat(inbox("dana", id)).isEmpty();
    write(id, Asks.tool("r2", "dana"));
    assertThat(request(id, "r2").state()).isEqualTo(State.WITHDRAWN);
    write(id, text("ann", "more").withPerson("ann", null, null, true));
    write(id, Asks.tool("r3", "dana"));
    assertThat(openIds(id)).containsExactly("r3");
    assertThat(conversations().end(atEnd(id, RUN), end()).reason()).isEqualTo("complete");
    assertThat(openIn(id)).isEmpty();
  }

  @Test
  default void aNewRoundWithdrawsWhatTheLastOneAsked() {
    String id = asked(Asks.tool("r1", "dana"));
    write(id, text("ann", "else").withPerson("ann", null, null, true));
    assertThat(request(id, "r1").state()).isEqualTo(State.WITHDRAWN);
    assertThat(standing(id).state().wire()).isEqualTo("running");
  }

  @Test
  default void aDeletedConversationAsksNobody() {
    String id = asked(Asks.tool("r1", "dana-" + id()));
    String dana = request(id, "r1").who().getFirst();
    conversations().delete(id, false, "ann");
    assertThat(transcript().requests().open(new Filter(null, List.of(dana), null, null, 9)))
        .isEmpty();
    assertThatThrownBy(() -> request(id, "r1")).isInstanceOf(Refused.class);
  }

  // --- Places

  @Test
  default void aForkAsksNobodyAndItsParentStillDoes() {
    String id = asked(Asks.tool("r1", "dana"));
    String fork = fork(id, 1);
    assertThat(openIn(fork)).isEmpty();
    assertThat(standing(fork).state().wire()).isEqualTo("running");
    write(fork, Asks.tool("r2", "dana"));
    assertThat(openIds(fork)).containsExactly("r2");
    assertThat(openIds(id)).containsExactly("r1");
  }

  @Test
  default void entriesAheadChangeRequestsInTheirOrder() {
    String id = asked();
    append(place(id, 2, "signal/2"), Asks.voted("r1", true, 1), 0);
    append(place(id, 3, "turn/3/cashier/1"), Asks.tool("r2", "omar"), 0);
    assertThat(openIn(id)).isEmpty();
    append(place(id, 1, "turn/1/cashier/1"), Asks.tool("r1", "dana"), 0);
    assertThat(openIds(id)).containsExactly("r2");
    assertThat(request(id, "r1").state()).isEqualTo(State.DECIDED);
    assertThat(standing(id).waitingOn()).isEqualTo("omar");
  }

  // --- Reading

  private List<String> inbox(String who, String conversation) {
    return transcript()
        .requests()
        .open(new Filter(conversation, List.of(who), null, null, 99))
        .stream()
        .map(Request::id)
        .toList();
  }

  @Test
  default void anInboxShowsHighPriorityFirstThenTheOldest() {
    String dana = "dana-" + id();
    String group = "group-" + id();
    String one = asked(Asks.tool("r1", Priority.LOW, Asks.stage(dana)));
    clock().advance(Duration.ofSeconds(1));
    String two = asked(Asks.tool("r1", group, dana), Asks.old("r2", "coder", "eve", group));
    clock().advance(Duration.ofSeconds(1));
    String three = asked(Asks.tool("r1", Priority.HIGH, Asks.stage(dana, "eve")));
    var mine = new Filter(null, List.of(dana, group, dana), null, null, 99);
    assertThat(transcript().requests().open(mine))
        .extracting(found -> found.conversation() + "/" + found.id())
        .containsExactly(three + "/r1", two + "/r1", two + "/r2", one + "/r1");
    assertThat(transcript().requests().open(new Filter(null, mine.who(), null, null, 2)))
        .extracting(Request::conversation)
        .containsExactly(three, two);
    assertThat(
            transcript()
                .requests()
                .open(new Filter(null, mine.who(), RequestKind.HUMAN, "team", 9)))
        .extracting(Request::id)
        .containsExactly("r2");
    assertThat(transcript().requests().open(new Filter(null, mine.who(), null, "other", 9)))
        .isEmpty();
    assertThat(transcript().requests().open(Filter.ALL))
        .extracting(Request::conversation)
        .containsSubsequence(three, two, one);
  }

  @Test
  default void theListingNamesTheOldestRequestsPeople() {
    String id = asked(Asks.tool("r1", "dana"), Asks.tool("r2", "omar"));
    assertThat(standing(id).waitingOn()).isEqualTo("dana");
    write(id, Asks.voted("r1", true, 1));
    assertThat(standing(id).waitingOn()).isEqualTo("omar");
    assertThat(standing(id).state().wire()).isEqualTo("waiting");
    write(id, Asks.voted("r2", true, 1));
    assertThat(standing(id).waitingOn()).isNull();
    assertThat(standing(id).state().wire()).isEqualTo("running");
  }

  @Test
  default void namesAndWordsThatSteerATerminalAreShownWithoutThat() {
    String id = asked(Asks.tool("r1", "da\u202ena\n\u0000"));
    assertThat(request(id, "r1").who()).containsExactly("dana");
    assertThat(inbox("da\u202ena\n", id)).containsExactly("r1");
  }

  private End end() {
    return new End("complete", null, null, 0, null, clock().instant());
  }
}
