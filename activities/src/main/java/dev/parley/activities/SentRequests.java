package dev.parley.activities;

import dev.parley.activities.models.ModelCall;
import dev.parley.activities.models.Models;
import dev.parley.activities.models.Sent;
import dev.parley.activities.models.WrittenRequest;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Entry;
import dev.parley.agents.Kind;
import dev.parley.transcript.Transcript;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What models were sent, made again from the entries and the team by the code that sent it. Only
 * the tools and the address were the workers': those are kept with the entry.
 */
public final class SentRequests {

  /** It is not sent: no time is needed. */
  private static final Duration ANY = Duration.ofMinutes(1);

  private final Transcript transcript;
  private final Models models;
  private final Requests requests = new Requests(new TokenCounter());

  /** Requests of the conversations of a store. */
  public SentRequests(Transcript transcript, Models models) {
    this.transcript = transcript;
    this.models = models;
  }

  /** How what was made again compares with what was sent. */
  public enum Proof {
    /** It has the same digest, byte for byte. */
    SAME,
    /** It has not: this version of Parley writes it otherwise, or chooses other messages. */
    OTHER,
    /** Nothing is known of what was sent: no endpoint, or an entry of an older version. */
    UNKNOWN
  }

  /**
   * A request that was sent.
   *
   * @param model the model's name in the team
   * @param call what was asked, whatever the provider
   * @param complete whether it is known of which tools the model was told
   * @param written what the endpoint got; absent: there was none
   */
  public record Request(
      Entry entry,
      String model,
      ModelCall call,
      boolean complete,
      Optional<WrittenRequest> written,
      Proof proof) {}

  /**
   * The request that an entry answers.
   *
   * @param entries of the conversation, from the first on
   * @return absent: no model wrote the entry, or it chose the next speaker
   */
  public Optional<Request> of(Blueprint team, List<Entry> entries, int seq) {
    Entry entry = entries.get(seq);
    Entry.Origin origin = entry.words().origin();
    // Who speaks next is chosen among names that functions of the workers may have narrowed.
    return origin == null || entry.kind() == Kind.EVENT
        ? Optional.empty()
        : Optional.of(made(team, entries, entry, origin));
  }

  private Request made(Blueprint team, List<Entry> entries, Entry entry, Entry.Origin origin) {
    Entry.Asked asked = origin.asked();
    boolean sum = entry.kind() == Kind.SUMMARY && entry.head().reader().isEmpty();
    Requests.Wish wish =
        new Requests.Wish(
            team, entry.author(), origin.name(), asked != null && asked.calls(), sum, ANY);
    List<Entry> before = entries.subList(0, asked == null ? entry.seq() : asked.seen());
    List<Entry> seen = Requests.seen(before, asked == null ? 0 : asked.since(), entry.author());
    ModelCall call = requests.of(wish, seen, offers(entry, asked)).call();
    Optional<WrittenRequest> written =
        Optional.ofNullable(asked)
            .flatMap(SentRequests::sent)
            .flatMap(sent -> models.written(call, sent));
    return new Request(entry, origin.name(), call, asked != null, written, proof(asked, written));
  }

  private List<ModelCall.Offer> offers(Entry entry, Entry.@Nullable Asked asked) {
    return asked == null || asked.tools() == null
        ? List.of()
        : Offered.read(transcript.blobs(), entry.conversation(), asked.tools());
  }

  private static Optional<Sent> sent(Entry.Asked asked) {
    return asked.address() == null || asked.digest() == null
        ? Optional.empty()
        : Optional.of(new Sent(asked.address(), asked.streamed(), asked.digest()));
  }

  private static Proof proof(Entry.@Nullable Asked asked, Optional<WrittenRequest> written) {
    if (asked == null || written.isEmpty()) {
      return Proof.UNKNOWN;
    }
    return written.get().digest().equals(asked.digest()) ? Proof.SAME : Proof.OTHER;
  }
}
