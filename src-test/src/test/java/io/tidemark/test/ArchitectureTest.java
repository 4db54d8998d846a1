package io.tidemark.test;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which way the arrows point. */
@AnalyzeClasses(packages = "io.tidemark", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  private static final String OURS = "io.tidemark..";
  private static final String WATERMARKS = "io.tidemark.watermarks..";
  private static final String FUNCTIONS = "io.tidemark.functions..";
  private static final String KIT = "io.tidemark.jobs.kit..";
  private static final String JOBS = "io.tidemark.jobs..";
  private static final String LOCAL = "io.tidemark.local..";

  @ArchTest
  static final ArchRule functionsKnowNothingElseOfOurs =
      noClasses()
          .that()
          .resideInAPackage(FUNCTIONS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(WATERMARKS, JOBS, LOCAL);

  @ArchTest
  static final ArchRule watermarkStrategiesKnowNothingElseOfOurs =
      noClasses()
          .that()
          .resideInAPackage(WATERMARKS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(FUNCTIONS, JOBS, LOCAL);

  @ArchTest
  static final ArchRule watermarkStrategiesUseFlinksApiOnly =
      classes()
          .that()
          .resideInAPackage(WATERMARKS)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              WATERMARKS,
              "org.apache.flink.api..",
              "org.apache.flink.streaming..",
              "org.apache.flink.metrics..",
              "org.apache.flink.util..",
              "java..");

  @ArchTest
  static final ArchRule theKitKnowsNoJobAndNoLaptop =
      classes()
          .that()
          .resideInAPackage(KIT)
          .should()
          .onlyDependOnClassesThat(
              resideOutsideOfPackage(OURS).or(resideInAnyPackage(KIT, FUNCTIONS, WATERMARKS)));

  @ArchTest
  static final ArchRule noJobKnowsAnother =
      slices()
          .matching("io.tidemark.jobs.(*)..")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(alwaysTrue(), resideInAPackage(KIT));

  @ArchTest
  static final ArchRule noPackagesOfOursGoInCircles =
      slices().matching("io.tidemark.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule everythingIsInAKnownPlace =
      classes()
          .that()
          .resideInAPackage(OURS)
          .should()
          .resideInAnyPackage(WATERMARKS, FUNCTIONS, JOBS, LOCAL);
}
