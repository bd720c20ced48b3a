package dev.parley.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.activities.openapi.OpenApiSettings;
import dev.parley.activities.sql.SqlSettings;
import dev.parley.activities.tools.ToolSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a worker is told about interfaces and databases. */
class ToolSourcesTest {

  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "PARLEY_STORE", "sqlite:parley.db",
          "TEMPORAL_CONFIG_FILE", "/no/such/file",
          "CRM_TOKEN", "t0ken",
          "WAREHOUSE_PASSWORD", "s3cret$1");

  @TempDir private Path folder = Path.of("");

  private ToolSources read(String yaml) throws IOException {
    var unused = Files.writeString(folder.resolve("parley.yml"), yaml);
    return WorkerSettings.builder().environment(ENVIRONMENT).folder(folder).build().toolSources();
  }

  @Test
  void interfacesAndDatabasesAreReadWithVariablesOfTheWorker() throws IOException {
    ToolSources sources =
        read(
            """
            parley:
              models: { attempts: 3 }
              keys: { variables: [CRM_TOKEN, WAREHOUSE_PASSWORD, NONE] }
              openapi:
                crm:
                  document: apis/crm.yaml
                  baseUrl: https://crm.example.com/v1
                  headers: { Authorization: 'Bearer ${env:CRM_TOKEN}', X-Team: sales }
                  hosts: [files.example.com, 'other.example.com:8443']
                  privateHosts: crm.example.com
                  idempotent: [createOrder]
                open: { document: 'https://api.example.com/openapi.json' }
              sql:
                warehouse:
                  url: jdbc:postgresql://db/warehouse
                  user: reader
                  password: '${env:WAREHOUSE_PASSWORD}'
                local: { url: 'jdbc:sqlite:shop.db' }
            """);

    OpenApiSettings crm = sources.openApi().getFirst();
    assertThat(crm.name()).isEqualTo("crm");
    assertThat(crm.place()).isEqualTo("parley.yml:5: parley.openapi.crm");
    assertThat(crm.document()).isEqualTo(folder.resolve("apis/crm.yaml").toUri());
    assertThat(crm.baseUrl()).isEqualTo(URI.create("https://crm.example.com/v1"));
    assertThat(crm.headers())
        .containsExactly(Map.entry("Authorization", "Bearer t0ken"), Map.entry("X-Team", "sales"));
    assertThat(crm.hosts()).containsOnly("files.example.com", "other.example.com:8443");
    assertThat(crm.privateHosts()).containsOnly("crm.example.com");
    assertThat(crm.idempotent()).containsOnly("createOrder");
    OpenApiSettings open = sources.openApi().getLast();
    assertThat(open.document()).isEqualTo(URI.create("https://api.example.com/openapi.json"));
    assertThat(open.baseUrl()).isNull();
    assertThat(sources.sql())
        .containsExactly(
            new SqlSettings(
                "warehouse",
                "parley.yml:14: parley.sql.warehouse",
                "jdbc:postgresql://db/warehouse",
                "reader",
                "s3cret$1"),
            new SqlSettings(
                "local",
                "parley.yml:18: parley.sql.local",
                "jdbc:sqlite:" + folder.toAbsolutePath().resolve("shop.db"),
                null,
                null));
    assertThat(sources.toString()).as("logs hold no secret").doesNotContain("t0ken", "s3cret");
  }

  @Test
  void theyBecomeSourcesByTheirNames() throws Exception {
    List<ToolSource> all =
        read("""
                parley.openapi:
                  crm: { document: crm.yaml }
                parley:
                  sql: { shop: { url: 'jdbc:sqlite:shop.db' } }
                """)
            .open();

    assertThat(all)
        .extracting(ToolSource::kind)
        .containsExactly(ToolSource.Kind.OPENAPI, ToolSource.Kind.SQL);
    assertThat(all).extracting(ToolSource::name).containsExactly("crm", "shop");
    for (ToolSource source : all) {
      assertThat(source.problem())
          .get()
          .asString()
          .contains("parley." + (source.name().equals("crm") ? "openapi.crm" : "sql.shop"));
      source.close();
    }
  }

  @Test
  void withoutAnyThereIsNone() throws IOException {
    assertThat(read("")).isEqualTo(ToolSources.NONE);
    assertThat(read("parley: { openapi: {} }")).isEqualTo(ToolSources.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "openapi: { crm: {} } | parley.yml:1: parley.openapi.crm: has no document",
        "openapi: { crm: { document: a, baseUrl: 'https://x/?q' } } | parley.openapi.crm.baseUrl: must be an address",
        "openapi: { '1x': { document: a } } | parley.openapi.1x: \"1x\" is no name",
        "openapi: { crm: { document: a, baseurl: b } } | parley.openapi.crm.baseurl: unknown key; did you mean \"baseUrl\"?",
        "openapi: { crm: { document: a, baseUrl: 'ftp://x' } } | parley.openapi.crm.baseUrl: \"ftp://x\" is no http or https address",
        "openapi: { crm: { document: a, baseUrl: 'http://u:p@x' } } | parley.openapi.crm.baseUrl: holds a user or password",
        "openapi: { crm: { document: a, headers: { A: '${env:NONE}' } } } | parley.openapi.crm.headers.A: NONE may not be named here",
        "openapi: { crm: { document: a, headers: { Host: x } } } | parley.openapi.crm.headers.Host: the header \"Host\" cannot be set here",
        "openapi: { crm: { document: a, hosts: ['https://x'] } } | parley.openapi.crm.hosts: must be HOST or HOST:PORT",
        "openapi: crm | parley.openapi: expected a map",
        "sql: { w: {} } | parley.sql.w: has no url",
        "sql: { w: { url: 'jdbc:mysql://h/d' } } | parley.sql.w.url: must begin with jdbc:postgresql: or jdbc:sqlite:",
        "sql: { w: { url: 'jdbc:sqlite:a?mode=rw' } } | parley.sql.w.url: must be jdbc:sqlite: and the path of a file",
        "sql: { w: { url: 'jdbc:sqlite::memory:' } } | parley.sql.w.url: must be jdbc:sqlite: and the path of a file",
        "sql: { w: { url: 'jdbc:sqlite:a', pasword: x } } | unknown key; did you mean \"password\"?",
      })
  void mistakesAreToldWithTheirPlace(String section, String message) {
    assertThatThrownBy(() -> read("parley: { %s }".formatted(section)))
        .isInstanceOf(WorkerException.Invalid.class)
        .hasMessageContaining(message);
  }
}
