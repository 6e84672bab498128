package playhouse.serving.analytics.dictionary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Family;
import playhouse.warehouse.DictionaryEntry;
import playhouse.warehouse.Kpi;
import playhouse.warehouse.LakeTable;

/** Every table, out of the contracts, the lake's steps and {@code dictionary.txt}. */
final class Dictionary {
  private static final String RAW = "raw.";

  /** What the lake writer adds. */
  private static final List<Described.Column> WRITTEN =
      List.of(
          new Described.Column("loaded", "TIMESTAMP", "When the row came into the lake. UTC."),
          new Described.Column(
              "dedup_key", "UUID", "Hash of source and id: no two rows of a day share it."));

  private Dictionary() {}

  static List<Described> tables() {
    Map<String, LakeTable> made =
        LakeTable.all().stream().collect(Collectors.toMap(LakeTable::name, Function.identity()));
    return DictionaryEntry.all().stream()
        .map(entry -> entry.table().startsWith(RAW) ? raw(entry) : made(entry, made))
        .toList();
  }

  private static Described made(DictionaryEntry entry, Map<String, LakeTable> tables) {
    LakeTable table =
        Optional.ofNullable(tables.get(entry.table()))
            .orElseThrow(() -> new IllegalStateException("no step makes " + entry.table()));
    List<Described.Column> columns =
        table.columns().stream()
            .map(column -> new Described.Column(column.name(), column.type(), column.comment()))
            .toList();
    return described(entry, table.comment(), table.partitioning(), columns);
  }

  /** The envelope lies flat in every raw table; the facts are a column each. */
  private static Described raw(DictionaryEntry entry) {
    String topic = entry.table().substring(RAW.length());
    Schema family =
        Arrays.stream(Family.values())
            .filter(one -> one.topic().equals(topic))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no family is " + topic))
            .schema();
    List<Described.Column> columns = new ArrayList<>();
    for (Schema.Field field : family.getFields()) {
      Schema type = present(field.schema());
      if (field.name().equals("envelope")) {
        type.getFields().forEach(part -> columns.add(column(part)));
      } else {
        columns.add(column(field));
      }
    }
    columns.addAll(WRITTEN);
    return described(entry, text(family.getDoc()), "day(occurred)", columns);
  }

  private static Described.Column column(Schema.Field field) {
    Schema type = present(field.schema());
    String doc = Optional.ofNullable(field.doc()).orElse(text(type.getDoc()));
    return new Described.Column(field.name(), name(type), doc);
  }

  private static String name(Schema type) {
    if (type.getType() == Schema.Type.RECORD) {
      return type.getFields().stream()
          .map(field -> field.name() + ": " + name(present(field.schema())))
          .collect(Collectors.joining(", ", "STRUCT<", ">"));
    }
    if (type.getType() == Schema.Type.ARRAY) {
      return "ARRAY<" + name(present(type.getElementType())) + ">";
    }
    if (type.getLogicalType() != null) {
      return type.getLogicalType().getName().toUpperCase(Locale.ROOT).replaceAll("-.*", "");
    }
    return switch (type.getType()) {
      case LONG -> "BIGINT";
      case FIXED -> "UUID";
      case ENUM -> "STRING";
      default -> type.getType().name();
    };
  }

  /** A type that may be missing is a union with null. */
  private static Schema present(Schema schema) {
    return schema.isUnion()
        ? schema.getTypes().stream()
            .filter(one -> one.getType() != Schema.Type.NULL)
            .findFirst()
            .orElse(schema)
        : schema;
  }

  private static Described described(
      DictionaryEntry entry, String comment, String partitioning, List<Described.Column> columns) {
    return new Described(
        entry.table(),
        comment,
        entry.owner(),
        entry.freshness().words(),
        partitioning,
        madeFrom(entry),
        entry.query(),
        columns);
  }

  private static List<String> madeFrom(DictionaryEntry entry) {
    if (!entry.madeOf().equals(List.of("core.*"))) {
      return entry.madeOf();
    }
    NavigableSet<String> read = new TreeSet<>();
    Kpi.all().forEach(kpi -> read.addAll(kpi.tables()));
    return List.copyOf(read);
  }

  private static String text(@Nullable String doc) {
    return doc == null ? "" : doc;
  }
}
