package dev.parley.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.parley.agents.ConversationState;
import dev.parley.agents.Skeleton;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.RawValue;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which forms of values that another build has written are read. */
class VersionsTest {

  private static final int NEWEST = ConversationState.VERSION;
  private static final int OLDEST = Math.max(1, NEWEST - 1);

  private static Payload json(String text) {
    return Payload.newBuilder()
        .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
        .setData(ByteString.copyFromUtf8(text))
        .build();
  }

  /** An input whose state has what this build has no name for. */
  static Payload carrying(int version) {
    return json(
        "{\"team\":\"x\",\"carried\":{\"state\":{\"version\":%d,\"hold\":\"LATER\",\"new\":[1]}}}"
            .formatted(version));
  }

  /** What the first effect finds, in these forms. */
  static Opened opened(int skeleton, int state) {
    return read(found(skeleton, state));
  }

  private static Opened read(String found) {
    return Objects.requireNonNull(
        Payloads.converter().fromPayload(json(found), Opened.class, Opened.class));
  }

  private static String found(int skeleton, int state) {
    return """
        {"store":"s","blueprint":"sha256:1","mail":[],
         "skeleton":{"version":%d,"name":"later","budget":{},
           "members":[{"name":"a","ways":[{"way":"fixed"}]}],
           "team":{"type":"RoundRobinGroupChat","participants":["a"]}},
         "state":{"version":%d,"seq":-1},
         "settings":{"heartbeatMillis":2000}}
        """
        .formatted(skeleton, state);
  }

  private static void require(Payload input) {
    Versions.requireReadable(Payloads.converter(), new RawValue(input));
  }

  // --- What a run carries

  @Test
  void itsOwnFormAndTheOneBeforeAreRead() {
    for (int version = OLDEST; version <= NEWEST; version++) {
      Payload carried = carrying(version);
      assertThatCode(() -> require(carried)).doesNotThrowAnyException();
    }
  }

  @Test
  void aNewerFormIsRefusedWithWhatToDoWhateverElseIsInIt() {
    assertThatThrownBy(() -> require(carrying(NEWEST + 1)))
        .isInstanceOf(Versions.Unreadable.class)
        .hasMessage(
            ("the state that its run carries was written by a newer Parley (version %d, this worker"
                    + " reads up to %d); upgrade the workers")
                .formatted(NEWEST + 1, NEWEST));
  }

  @Test
  void aFormThatIsTooOldIsRefused() {
    assertThatThrownBy(() -> require(carrying(OLDEST - 1)))
        .isInstanceOf(Versions.Unreadable.class)
        .hasMessageContaining("too old (version %d".formatted(OLDEST - 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"team\":\"x\"}", "{\"carried\":{}}", "[]", "\"x\"", "null", "{"})
  void whatCarriesNothingIsLeftToOthers(String input) {
    assertThatCode(() -> require(json(input))).doesNotThrowAnyException();
  }

  @Test
  void aStateIsWrittenInTheNewestForm() {
    assertThat(ConversationState.EMPTY.version()).isEqualTo(NEWEST);
  }

  @Test
  void whatIsNotKnownInAFormThatIsReadSaysSoToo() {
    assertThat(Versions.unreadable(Payloads.converter(), new RawValue(carrying(NEWEST))))
        .hasValueSatisfying(e -> assertThat(e).hasMessageContaining("upgrade the workers"));
    assertThat(Versions.unreadable(Payloads.converter(), new RawValue(json("[]")))).isEmpty();
  }

  // --- What the first effect has found

  @ParameterizedTest
  @CsvSource({"fixed, telepathy, Way", "RoundRobinGroupChat, Orchestra, Pattern"})
  void aVariantThatIsNotKnownIsNotNamedButItsRemedyIs(String known, String other, String what) {
    String later = found(Skeleton.VERSION, NEWEST).replace(known, other);

    assertThatThrownBy(() -> read(later))
        .hasMessageContaining("a newer Parley wrote a kind of " + what)
        .hasMessageContaining("upgrade the workers")
        .hasMessageNotContaining(other);
  }

  @Test
  void whatTheFirstEffectHasFoundIsLookedAtToo() {
    assertThatCode(() -> Versions.requireReadable(opened(Skeleton.VERSION, NEWEST)))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> Versions.requireReadable(opened(Skeleton.VERSION + 1, NEWEST)))
        .isInstanceOf(Versions.Unreadable.class)
        .hasMessageStartingWith("the outline of its team was written by a newer Parley");
    assertThatThrownBy(() -> Versions.requireReadable(opened(Skeleton.VERSION, NEWEST + 1)))
        .isInstanceOf(Versions.Unreadable.class)
        .hasMessageStartingWith("its state was written by a newer Parley");
  }
}
