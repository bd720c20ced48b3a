package dev.parley.client;

import dev.parley.agents.Blueprint;
import dev.parley.agents.Entry;
import dev.parley.agents.Entry.FileRef;
import dev.parley.agents.Human;
import dev.parley.client.view.Answer;
import dev.parley.transcript.ConversationStore.End;
import dev.parley.transcript.ConversationStore.Over;
import dev.parley.transcript.ConversationStore.Spent;
import dev.parley.transcript.ConversationStore.Standing;
import dev.parley.transcript.ConversationStore.Trouble;
import dev.parley.transcript.LiveText;
import dev.parley.transcript.MailStore.Mail;
import dev.parley.transcript.RequestStore;
import dev.parley.transcript.RequestStore.Request;
import dev.parley.transcript.Transcript;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A conversation, wherever it runs. A handle holds nothing: it can be made anew from the id. */
public final class Conversation {

  private final Parley parley;
  private final String id;

  Conversation(Parley parley, String id) {
    this.parley = parley;
    this.id = id;
  }

  /** Its id, which is the workflow's id too. */
  public String id() {
    return id;
  }

  /** How it stands. */
  public Standing standing() {
    return transcript().conversations().standing(id);
  }

  /** What was said so far, from a seq on. */
  public List<Entry> entries(int fromSeq) {
    return transcript().entries().read(id, fromSeq, Integer.MAX_VALUE);
  }

  /** What each agent spent on each model; a model is {@code PROVIDER:MODEL}, as in its entries. */
  public List<Spent> spent() {
    Blueprint team = transcript().blueprints().get(standing().blueprint());
    return transcript().conversations().spent(id).stream()
        .map(one -> new Spent(one.agent(), label(team, one), one.calls(), one.usage(), one.cost()))
        .toList();
  }

  /** The ledger knows models by their names in the team; one that it does not know has none. */
  private static String label(Blueprint team, Spent one) {
    return one.model().isEmpty() ? "" : team.model(one.model()).label();
  }

  // --- Follow

  /**
   * Gives every entry to a listener, those of the past first, until the conversation is over.
   *
   * @throws InterruptedException if the thread is interrupted; the conversation goes on
   */
  public void follow(Consumer<Entry> listener) throws InterruptedException {
    var unused = new Follower(parley, id).follow(0, listener, standing -> false);
  }

  /**
   * The same, and gives the words of replies that are being said to another. An entry replaces what
   * was said at its seq, and so does a reply that {@link LiveText#begins begins} anew. Words that
   * cannot be heard are left out: the entry comes in any case.
   *
   * @throws InterruptedException if the thread is interrupted; the conversation goes on
   */
  public void follow(Consumer<Entry> listener, Consumer<LiveText> live)
      throws InterruptedException {
    var unused = new Follower(parley, id).follow(0, listener, live, standing -> false);
  }

  /** The same from a seq on, until it is over or the given rule says enough. */
  public Standing follow(
      int fromSeq, Consumer<Entry> listener, Consumer<LiveText> live, Predicate<Standing> enough)
      throws InterruptedException {
    return new Follower(parley, id).follow(fromSeq, listener, live, enough);
  }

  /** Follows from a seq on, until it is over or the given rule says enough. */
  public Standing follow(int fromSeq, Consumer<Entry> listener, Predicate<Standing> enough)
      throws InterruptedException {
    return new Follower(parley, id).follow(fromSeq, listener, enough);
  }

  /**
   * Waits for the end.
   *
   * @throws InterruptedException if the thread is interrupted; the conversation goes on
   */
  public Result result() throws InterruptedException {
    Standing standing = new Follower(parley, id).follow(0, entry -> {}, s -> false);
    return result(standing);
  }

  /** The result as it stands: of a conversation that is over. */
  public Result result(Standing standing) {
    End end = standing.end();
    if (end == null) {
      throw new IllegalStateException(id + " is not over");
    }
    Integer seq = end.answer();
    Optional<Entry> answer =
        seq == null
            ? Optional.empty()
            : transcript().entries().read(id, seq, 1).stream().findFirst();
    return new Result(end, answer.map(Answer::of).orElse(""), files(), standing);
  }

  /** The files of its workspace after the last code run; before it, those of the task. */
  public List<FileRef> files() {
    return WorkspaceFiles.of(transcript(), id, entries(0));
  }

  /** The bytes of a file. */
  public byte[] bytes(FileRef file) {
    return transcript().blobs().get(id, file.digest());
  }

  // --- What people are asked

  /** The requests that wait, the most urgent first. */
  public List<Request> pending() {
    return parley.inbox(new RequestStore.Filter(id, List.of(), null, null, Integer.MAX_VALUE));
  }

  /**
   * Decides about a request, and waits for at most ten seconds for the verdict. What is recorded
   * and not taken by then is taken when workers and server are there again.
   *
   * @param request its id, such as {@code r3}
   */
  public Verdict decide(String request, Ruling ruling, String by) {
    return deliver(record(request, ruling, by), by);
  }

  /**
   * Only writes a decision to the store.
   *
   * @return the id under which it is {@link #deliver delivered}
   */
  public String record(String request, Ruling ruling, String by) {
    return court().record(request, ruling, by);
  }

  /** Announces a decision that is recorded, and waits for the verdict. */
  public Verdict deliver(String recorded, String by) {
    return court().deliver(recorded, by);
  }

  /** Says that this person takes care of a request. */
  public Verdict claim(String request, String by) {
    return court().signal("claim", by, Map.of("request", request));
  }

  /** Says that nobody takes care of a request any more. */
  public Verdict release(String request, String by) {
    return court().signal("release", by, Map.of("request", request));
  }

  /** Ends a standing approval, by its number. */
  public Verdict revoke(int standing, String by) {
    return court().signal("revoke", by, Map.of("standing", standing));
  }

  /** From now on a person is asked at these times for an agent's reply. */
  public Verdict human(String agent, Human mode, String by) {
    return court().signal("human", by, Map.of("agent", agent, "mode", mode.name()));
  }

  private Court court() {
    return new Court(parley, id);
  }

  // --- Say and steer

  /** Says something to the next speaker; a finished conversation is continued by it. */
  public void say(String text, String by) {
    say(text, by, null);
  }

  /** Says something to one agent. */
  public void say(String text, String by, @Nullable String to) {
    Parley.requireShort("text", text);
    String mail = parley.freshId();
    Standing standing = standing();
    transcript().mail().post(new Mail(id, mail, by, to, text, List.of(), Instant.now()));
    switch (parley.temporal().signal(id, "say", Map.of("id", mail, "mail", mail, "by", by))) {
      // The words are in the store: the next run finds them there, or a worker signals them again.
      case TAKEN, FULL -> {}
      case CLOSED -> {
        Over over = parley.temporal().last(id).orElse(null);
        transcript().conversations().expectRun(id, over);
        parley.run(standing);
      }
    }
  }

  /** Holds after the running effect. */
  public boolean pause(String by) {
    return signal("pause", by, false);
  }

  /** Goes on after a pause or an interrupt. */
  public boolean resume(String by) {
    return signal("resume", by, false);
  }

  /** Cancels the running effect and waits for words or {@link #resume}. */
  public boolean interrupt(String by) {
    return signal("interrupt", by, false);
  }

  /** Ends it, at once or after the turn. */
  public boolean stop(String by, boolean afterTurn) {
    return signal("stop", by, afterTurn);
  }

  private boolean signal(String name, String by, boolean afterTurn) {
    Map<String, Object> body = new HashMap<>();
    body.put("id", parley.freshId());
    body.put("by", by);
    if (afterTurn) {
      body.put("afterTurn", true);
    }
    return switch (parley.temporal().signal(id, name, body)) {
      case TAKEN -> true;
      case CLOSED -> false;
      case FULL ->
          throw new ParleyException.Refused(
              "%s takes no more signals at the moment; %s it again in a few seconds"
                  .formatted(id, name));
    };
  }

  /**
   * Starts it again from its entries, if Temporal does not know it any more, or its workflow task
   * fails again and again.
   *
   * @return what had been wrong
   * @throws ParleyException.Refused if it is over, or nothing is wrong with it
   * @throws ParleyException.ServerAway if Temporal does not answer
   */
  public Trouble recover() {
    return new Recovery(parley, id).recover();
  }

  // --- Fork and delete

  /**
   * A new conversation that begins with this one's entries up to a seq, which it keeps.
   *
   * @param say what is said to it first, absent: it goes on by itself
   */
  public Conversation fork(int seq, String by, @Nullable String say) {
    Standing parent = standing();
    String fork = parley.forkId(parent);
    transcript().conversations().fork(id, seq, fork, by);
    if (say != null) {
      Parley.requireShort("text", say);
      transcript()
          .mail()
          .post(new Mail(fork, parley.freshId(), by, null, say, List.of(), Instant.now()));
    }
    Conversation forked = new Conversation(parley, fork);
    parley.run(forked.standing());
    return forked;
  }

  /**
   * Destroys it: key, rows, history and index entries. A tombstone stays.
   *
   * @return the ids that are gone
   */
  public List<String> delete(boolean withForks, String by) {
    // The store first: it refuses where forks point at it, and then nothing has happened.
    List<String> gone = transcript().conversations().delete(id, withForks, by);
    gone.forEach(parley.temporal()::forget);
    return gone;
  }

  /** How long ago something happened to it. */
  public Duration silence() {
    return Duration.between(standing().updatedAt(), Instant.now());
  }

  private Transcript transcript() {
    return parley.transcript();
  }
}
