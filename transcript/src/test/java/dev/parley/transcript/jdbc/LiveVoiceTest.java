package dev.parley.transcript.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.transcript.LiveStore.LiveCall;
import dev.parley.transcript.jdbc.LiveCarrier.Piece;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What one call has said and nobody has passed on yet. */
class LiveVoiceTest {

  private final LiveVoice voice = new LiveVoice("id", new LiveCall("c1", 3, "coder", 1));

  private Piece piece() {
    return await().until(voice::take, Optional::isPresent).orElseThrow();
  }

  @Test
  void nothingIsPassedOnBeforeACallIsTooLongToBeShort() {
    voice.append("words");
    assertThat(voice.take()).isEmpty();
    assertThat(piece().text()).isEqualTo("words");
    assertThat(voice.take()).isEmpty();
  }

  @Test
  void whatComesBetweenTwoBeatsIsOnePiece() {
    voice.append("one ");
    voice.append("two");
    assertThat(piece()).isEqualTo(new Piece("id", voice.call(), 0, "one two"));
    voice.append(" three");
    assertThat(piece()).isEqualTo(new Piece("id", voice.call(), 1, " three"));
  }

  @Test
  void aReplyWithoutEndIsNotKeptInMemory() {
    voice.append("x".repeat(1024 * 1024));
    assertThat(piece().text()).hasSize(1024 * 1024);
    voice.append("y");
    assertThat(voice.take()).isEmpty();
  }

  @Test
  void aClosedOrSilencedCallSaysNothingMore() {
    voice.append("words");
    var unused = piece();
    voice.append("more");
    voice.silence();
    voice.append("and more");
    assertThat(voice.take()).isEmpty();
    assertThat(voice.mayHaveLeftWords()).isTrue();
  }

  @Test
  void onlyACallThatSaidNothingAndIsTheFirstOfItsPlaceLeavesNothingBehind() {
    assertThat(voice.mayHaveLeftWords()).isFalse();
    assertThat(new LiveVoice("id", new LiveCall("c1", 3, "coder", 2)).mayHaveLeftWords()).isTrue();
  }
}
