package dev.parley.activities.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WireNamesTest {

  private static WireNames names(String... tools) {
    return WireNames.of(Stream.of(tools).map(name -> new ModelCall.Offer(name, "", "{}")).toList());
  }

  @Test
  void providersSeeNoDots() {
    WireNames names = names("files.read_file", "refund");

    assertThat(names.wire("files.read_file")).isEqualTo("files_read_file");
    assertThat(names.wire("refund")).isEqualTo("refund");
    assertThat(names.own("files_read_file")).isEqualTo("files.read_file");
  }

  @Test
  void namesThatBecomeOneAreTwoAllTheSame() {
    WireNames names = names("a.b", "a_b");

    assertThat(List.of(names.wire("a.b"), names.wire("a_b"))).doesNotHaveDuplicates();
    assertThat(names.own(names.wire("a.b"))).isEqualTo("a.b");
  }

  @Test
  void aModelMayWriteTheNameInFullOrWithoutItsSource() {
    WireNames names = names("files.read_file", "disk.list", "crm.list");

    assertThat(names.own("files.read_file")).isEqualTo("files.read_file");
    assertThat(names.own("read_file")).isEqualTo("files.read_file");
    // Two tools are called so.
    assertThat(names.own("list")).isEqualTo("list");
    assertThat(names.own("nonsense")).isEqualTo("nonsense");
  }

  @Test
  void longNamesAreCutToWhatProvidersTake() {
    String one = "source." + "x".repeat(80) + "1";
    String two = "source." + "x".repeat(80) + "2";
    WireNames names = names(one, two);

    assertThat(List.of(names.wire(one), names.wire(two)))
        .doesNotHaveDuplicates()
        .allSatisfy(name -> assertThat(name).hasSizeLessThanOrEqualTo(64));
    assertThat(names.own(names.wire(two))).isEqualTo(two);
  }
}
