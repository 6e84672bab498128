/** What was served, and what people made of it, as facts. */
@NullMarked
package playhouse.serving.personalisation.feedback;

import org.jspecify.annotations.NullMarked;
