/** What is bought, from whom, and what it is worth. */
@NullMarked
package playhouse.serving.acquisition;

import org.jspecify.annotations.NullMarked;
