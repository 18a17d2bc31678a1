package io.github.jbuild.compare.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.github.jbuild.compare.Anatomy;
import io.github.jbuild.compare.Comparison;
import io.github.jbuild.compare.Violation;
import java.util.ArrayList;
import java.util.List;

/**
 * A report on one image or on several: first the sizes, then the software, then where the bytes are
 * and what differs. Nothing that an image says can leave its cell, move a terminal's cursor or
 * become markup.
 */
public final class Report {

  /** How many rows a section has unless all are requested. */
  public static final int TOP = 10;

  /** All rows. */
  public static final int ALL = Integer.MAX_VALUE;

  private static final ObjectWriter JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .writer(
              new DefaultPrettyPrinter()
                  .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                  .withArrayIndenter(new DefaultIndenter("  ", "\n")));

  private final String title;
  private final List<Section> sections;
  private final Object document;

  private Report(String title, List<Section> sections, Object document) {
    this.title = title;
    this.sections = List.copyOf(sections);
    this.document = document;
  }

  /**
   * A report on one image.
   *
   * @param violations of its budget
   * @param limit how many rows a section has, {@link #TOP} or {@link #ALL}
   */
  public static Report of(Anatomy image, List<Violation> violations, int limit) {
    AnatomySections anatomy = new AnatomySections(image, "Bytes ", limit);
    List<Section> sections = new ArrayList<>(List.of(anatomy.size()));
    sections.add(budget(violations));
    sections.add(anatomy.software());
    sections.addAll(anatomy.bytes());
    return new Report(
        "Image " + image.name(), sections, ImageDocument.of(image, violations, limit));
  }

  /**
   * A report on several images.
   *
   * @param violations of their budget
   * @param limit how many rows a section has, {@link #TOP} or {@link #ALL}
   */
  public static Report of(Comparison comparison, List<Violation> violations, int limit) {
    ComparisonSections sides = new ComparisonSections(comparison);
    List<Section> sections = new ArrayList<>(List.of(sides.sizes()));
    sections.add(budget(violations));
    sections.add(sides.software());
    sections.add(sides.settings());
    comparison
        .differences()
        .forEach(each -> sections.addAll(new DifferenceSections(each, limit).all()));
    comparison
        .images()
        .forEach(
            image ->
                image
                    .anatomy()
                    .ifPresent(
                        anatomy ->
                            sections.addAll(
                                new AnatomySections(anatomy, anatomy.name() + ": ", limit)
                                    .bytes())));
    return new Report(
        "Images compared", sections, ComparisonDocument.of(comparison, violations, limit));
  }

  private static Section budget(List<Violation> violations) {
    return new Section(
        "Budget", List.of(), List.of(), violations.stream().map(Violation::message).toList());
  }

  /** For terminals; lines are cut to {@code width} columns where they can be. */
  public String text(int width) {
    return TextTables.of(sections, width);
  }

  /** A document in GitHub Flavored Markdown. */
  public String markdown() {
    return MarkdownTables.of(title, sections);
  }

  /**
   * A JSON document whose names do not change from version to version: an {@link ImageDocument} or
   * a {@link ComparisonDocument}.
   */
  public String json() {
    try {
      return JSON.writeValueAsString(document) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report is always JSON", e);
    }
  }
}
