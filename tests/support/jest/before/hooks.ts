import { registerHooks } from "@/lib/features/hooks/hooks";
import { productHooks } from "@/product/hooks";

// As the server does at its start: tests call features in their own process, too.
registerHooks(productHooks);
