package dev.parley.activities.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expressions of policies, and what becomes of those that are none. */
@Timeout(60)
class RulesTest {

  private static final String ARGUMENTS =
      """
      {"amount":240.00,"id":17,"huge":18446744073709551616,"text":"5000","none":null,
       "list":[1,2,3],"deep":{"k":1.5},"yes":true}
      """;

  private final Rules rules = new Rules();

  private static Facts call(String arguments) {
    return Facts.call("refund", arguments, "cashier", "payments", "dana");
  }

  private boolean holds(String expression) {
    return rules.holds(expression, call(ARGUMENTS));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "args.amount > 100|true",
        "args.amount > 240|false",
        "args.amount >= 240|true",
        "args.amount == 240|true",
        "args.id > 16.5|true",
        "args.id < 16.5|false",
        "args.huge > 1000|true",
        "args.amount in [240, 3]|true",
        "args.none == null|true",
        "args.list.exists(x, x == 3)|true",
        "args.list.exists(x, x == 4)|false",
        "args.deep.k < 2|true",
        "args.yes|true",
        "!args.yes|false",
        "has(args.missing)|false",
        "tool == 'refund' && agent == 'cashier'|true",
        "team == 'payments' && starter == 'omar'|false",
        "code == ''|true",
        "args.text.matches('^5.*')|true",
      })
  void numbersOfEitherKindAreComparedAndNamesAreKnown(String expression, boolean expected) {
    assertThat(rules.problem(expression)).isEmpty();
    assertThat(holds(expression)).isEqualTo(expected);
  }

  @Test
  void withoutAnExpressionItHolds() {
    assertThat(rules.holds(null, call("{}"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "args.missing > 3",
        "args.text > 3",
        "args.amount > 'x'",
        "args.amount",
        "tool",
        "args.amount >",
        "nobody > 3",
        "",
        "1 / 0 == 1",
      })
  void whatFailsAsks(String expression) {
    assertThat(holds(expression)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"no json", "[1]", "{\"amount\":1,\"amount\":5000}", "{\"amount\":1} x"})
  void argumentsThatCannotBeReadWithCertaintyAsk(String arguments) {
    assertThat(rules.holds("args.amount > 100", call(arguments))).isTrue();
    assertThat(rules.holds("tool == 'other'", call(arguments))).as("not about them").isFalse();
  }

  @Test
  void whatTakesTooManyStepsAsksEvenWhereLanguageForgivesErrors() {
    String list =
        IntStream.range(0, 300).mapToObj(Integer::toString).collect(Collectors.joining(","));
    Facts facts = call("{\"l\":[" + list + "]}");
    String loops = "args.l.all(x, args.l.all(y, args.l.all(z, x + y + z >= 0)))";
    assertThat(rules.holds(loops, facts)).isTrue();
    assertThat(rules.holds("!(" + loops + ")", facts)).isTrue();
    assertThat(rules.holds("(" + loops + ") && false", facts)).isTrue();
    assertThat(rules.holds("args.l.all(x, x >= 0) && false", facts)).as("few steps").isFalse();
  }

  @Test
  void aPatternMadeToTakeForEverEnds() {
    Facts facts = call("{\"s\":\"" + "x".repeat(100_000) + "\"}");
    long begun = System.nanoTime();
    var unused = rules.holds("args.s.matches('(x+x+)+y')", facts);
    assertThat(System.nanoTime() - begun).isLessThan(5_000_000_000L);
  }

  @Test
  void problemsAreToldWithTheirPlace() {
    assertThat(rules.problem("arg.amount > 1"))
        .hasValue("undeclared reference to 'arg', at character 1");
    assertThat(rules.problem("args.amount >"))
        .hasValue("mismatched input '<EOF>', at character 14");
    assertThat(rules.problem("tool")).hasValue("gives string, must give true or false");
    assertThat(rules.problem("args.amount.foo()")).get().asString().contains("'foo'");
    assertThat(rules.problem(String.join("", Collections.nCopies(200, "(")) + "1"))
        .get()
        .asString()
        .contains("limit");
    assertThat(rules.problem("args.n > 1 || " + "true || ".repeat(1_000) + "true")).isPresent();
  }

  @Test
  void codeRunsHaveTheirCodeAndWhatTheyWant() {
    var executor = dev.parley.agents.Executor.DEFAULT;
    Facts facts = Facts.run(executor, "open('/etc/passwd')", "runner", "team", "dana");
    assertThat(rules.holds("code.contains('/etc')", facts)).isTrue();
    assertThat(rules.holds("args.network", facts)).isFalse();
    assertThat(rules.holds("size(args.packages) > 0", facts)).isFalse();
  }
}
