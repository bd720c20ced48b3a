package dev.parley.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes in a circle, and what only looks like it. */
class RepeatsTest {

  private static EntryHead head(
      Kind kind, @Nullable Event event, @Nullable String by, @Nullable String echo) {
    return new EntryHead(
        0,
        Intent.TASK,
        "d",
        "c",
        "a",
        kind,
        null,
        null,
        null,
        List.of(),
        false,
        false,
        event,
        by,
        List.of(),
        null,
        null,
        List.of(),
        null,
        echo);
  }

  private static Repeats after(Stream<String> marks) {
    return marks.reduce(
        Repeats.NONE,
        (state, mark) -> state.plus(head(Kind.TEXT, null, null, mark)),
        (one, other) -> other);
  }

  private static Repeats after(String marks) {
    return after(Stream.of(marks.split(" ")));
  }

  @ParameterizedTest
  @CsvSource({
    "a a a, false",
    "a a a a, true",
    "x y a a a a, true",
    "a b a b a b a, false",
    "a b a b a b a b, true",
    "a b b a b a a b, true",
    "a b c a b c a b c a b c, true",
    "a b c a b c a b d a b c, false",
    "a b a c a d a e a f a g, false",
    "a b c d e f a b c d e f a b c d e f a b c d e f, true",
  })
  void aCircleHasNoMoreDifferentMessagesThanRounds(String marks, boolean circle) {
    assertThat(after(marks).isCircle(4)).isEqualTo(circle);
  }

  @Test
  void aPersonBeginsItAnew() {
    Repeats three = after("a a a");

    assertThat(three.plus(head(Kind.TEXT, null, "dana", "p")).marks()).isEmpty();
    assertThat(three.plus(head(Kind.DECISION, null, "dana", null)).marks()).isEmpty();
    assertThat(three.plus(head(Kind.EVENT, Event.CLAIMED, "dana", null))).isEqualTo(three);
    assertThat(three.plus(head(Kind.TEXT, null, Names.PARLEY, "a")).isCircle(4)).isTrue();
  }

  @Test
  void whatIsCarriedIsTheSame() {
    Tally tally = Tally.ZERO.plus(head(Kind.TEXT, null, null, "a"));

    assertThat(tally.lately().marks()).containsExactly("a");
    assertThat(Wire.carried(tally, Tally.class)).isEqualTo(tally);
    assertThat(Wire.write(Tally.ZERO)).doesNotContain("repeats");
  }

  @Test
  void whoFindsOutOfTheCircleIsNotEndedByTheNextOne() {
    Repeats warned = after("a a a a").plus(head(Kind.EVENT, Event.LOOP, null, null));
    assertThat(warned.isCircle(4)).isFalse();
    assertThat(warned.warned()).isTrue();

    Repeats later = warned;
    for (String mark :
        IntStream.rangeClosed(0, Repeats.LONGEST).mapToObj(String::valueOf).toList()) {
      later = later.plus(head(Kind.TEXT, null, null, mark));
    }
    assertThat(later.warned()).isFalse();
    assertThat(later.marks()).hasSize(Repeats.LONGEST);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Thank you, coder!|You're welcome! Have a great day.|true",
        "Thanks a lot, Anna. Goodbye!|Bye bye, take care.|true",
        "Try  THIS.|try this.|true",
        "Thank you. The answer is 42.|Thank you. The answer is 43.|false",
        "The result is 1.|The result is 2.|false",
        "Thanks, that was the north region and not the south one at all|Thanks|false",
      })
  void courtesiesAreAllTheSame(String one, String other, boolean same) {
    assertThat(echo(one).equals(echo(other))).isEqualTo(same);
  }

  @Test
  void theSameCodeIsTheSameWhateverIsSaidAboutIt() {
    String code = "```python\nprint(1)\n```";

    assertThat(echo("Now it works:\n" + code)).isEqualTo(echo("Sorry, I mend it.\n" + code));
    assertThat(echo(code.replace('1', '2'))).isNotEqualTo(echo(code));
    assertThat(echo("").toLowerCase(Locale.ROOT)).isEmpty();
  }

  private static String echo(String text) {
    return Echo.of(Kind.TEXT, Entry.Words.of(text)).orElse("");
  }
}
