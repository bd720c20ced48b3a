package dev.parley.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who acts where nobody says it. */
class PersonTest {

  @ParameterizedTest
  @CsvSource({"dana,dana", "user,person-user", "j.doe,j-doe", "7up,person-7up", "'',person-"})
  void aLoginBecomesTheNameOfAPerson(String login, String name) {
    assertThat(Person.ofLogin(login)).isEqualTo(name);
  }

  @Test
  void theVariableComesBeforeTheLogin() {
    assertThat(Person.of(Map.of("PARLEY_USER", "omar"))).isEqualTo("omar");
    assertThat(Person.of(Map.of("PARLEY_USER", " "))).isEqualTo(Person.of(Map.of()));
    assertThatThrownBy(() -> Person.of(Map.of("PARLEY_USER", "user")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("PARLEY_USER: \"user\" is no name of a person");
  }

  @Test
  void whatIsStartedWithoutAWordIsStartedByThatPerson() {
    assertThat(StartOptions.defaults().starter()).isEqualTo(Person.of(System.getenv()));
  }
}
