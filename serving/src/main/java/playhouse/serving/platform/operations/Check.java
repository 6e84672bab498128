package playhouse.serving.platform.operations;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Something that must be so before we call ourselves ready.
 *
 * @param name what it is of
 * @param holds whether it is so now
 * @param detail more, in words
 */
public record Check(String name, BooleanSupplier holds, Supplier<String> detail) {}
