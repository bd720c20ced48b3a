package dev.parley.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The floors of the house: each module imports only what stands below it, and its own tools. */
@AnalyzeClasses(
    packages = "dev.parley",
    importOptions = {ImportOption.DoNotIncludeTests.class})
class FloorsTest {

  private static final String AGENTS = "dev.parley.agents..";
  private static final String TRANSCRIPT = "dev.parley.transcript..";
  private static final String WORKFLOWS = "dev.parley.workflows..";
  private static final String ACTIVITIES = "dev.parley.activities..";
  private static final String CLIENT = "dev.parley.client..";
  private static final String WORKER = "dev.parley.worker..";
  private static final String CLI = "dev.parley.cli..";

  @ArchTest
  static void everyFloorIsSeen(JavaClasses all) {
    for (String floor :
        new String[] {AGENTS, TRANSCRIPT, WORKFLOWS, ACTIVITIES, CLIENT, WORKER, CLI}) {
      assertThat(all.stream().filter(resideInAPackage(floor))).as(floor).isNotEmpty();
    }
  }

  @ArchTest
  static final ArchRule agentsKnowTheJdkAndAnnotations =
      classes()
          .that()
          .resideInAPackage(AGENTS)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              AGENTS, "java..", "com.fasterxml.jackson.annotation..", "org.jspecify.annotations..");

  @ArchTest
  static final ArchRule transcriptsKnowAgents =
      noClasses()
          .that()
          .resideInAPackage(TRANSCRIPT)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  WORKFLOWS, ACTIVITIES, CLIENT, WORKER, CLI, "io.temporal..", "io.micronaut.."));

  @ArchTest
  static final ArchRule workflowsKnowAgentsAndTemporal =
      classes()
          .that()
          .resideInAPackage(WORKFLOWS)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              AGENTS,
              WORKFLOWS,
              "java..",
              "io.temporal..",
              "com.google.protobuf..",
              "com.fasterxml.jackson..",
              "org.jspecify.annotations..");

  @ArchTest
  static final ArchRule activitiesKnowNoClientAndNoApplication =
      noClasses()
          .that()
          .resideInAPackage(ACTIVITIES)
          .should()
          .dependOnClassesThat(resideInAnyPackage(CLIENT, WORKER, CLI, "io.micronaut.."));

  @ArchTest
  static final ArchRule clientsKnowNoEffects =
      noClasses()
          .that()
          .resideInAPackage(CLIENT)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(ACTIVITIES, WORKER, CLI, "io.micronaut..", "dev.langchain4j.."));

  @ArchTest
  static final ArchRule workersKnowNoCommandLine =
      noClasses()
          .that()
          .resideInAPackage(WORKER)
          .should()
          .dependOnClassesThat(resideInAnyPackage(CLI));

  @ArchTest
  static final ArchRule decisionsAreDeterministic =
      noClasses()
          .that()
          .resideInAnyPackage(AGENTS, WORKFLOWS)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "java.io..", "java.net..", "java.nio.file..", "java.util.concurrent..")
                  .or(
                      com.tngtech.archunit.base.DescribedPredicate.describe(
                          "a source of chance or of time",
                          type ->
                              type.isEquivalentTo(java.util.Random.class)
                                  || type.isEquivalentTo(java.security.SecureRandom.class)
                                  || type.isEquivalentTo(java.util.UUID.class)
                                  || type.isEquivalentTo(java.time.Clock.class)
                                  || type.isEquivalentTo(Thread.class)
                                  || type.isEquivalentTo(java.util.HashMap.class)
                                  || type.getFullName().startsWith("org.slf4j."))));

  @ArchTest
  static final ArchRule decisionsReadNoClock =
      noClasses()
          .that()
          .resideInAnyPackage(AGENTS, WORKFLOWS)
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(Math.class, "random");

  @ArchTest
  static final ArchRule nothingStaticChanges =
      fields()
          .that()
          .areStatic()
          .and()
          .areDeclaredInClassesThat()
          .resideInAPackage("dev.parley..")
          .should()
          .haveModifier(JavaModifier.FINAL);
}
