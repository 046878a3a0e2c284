"""Runs a trained model without a scheduler: the components one after the other, in an order that is found once."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Text, Tuple

from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import ExecutionContext, GraphNode, GraphNodeHook, GraphSchema
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.storage import ModelStorage


class OrderedGraphRunner(GraphRunner):
    """Gives the same results as Rasa's runner, which plans the whole graph again for each message and each action."""

    def __init__(self, schema: GraphSchema, nodes: Dict[Text, GraphNode]) -> None:
        """Takes components that are ready to run."""
        self._schema = schema
        self._nodes = nodes
        self._orders: Dict[Tuple[Text, ...], List[Text]] = {}

    @classmethod
    def create(
        cls,
        graph_schema: GraphSchema,
        model_storage: ModelStorage,
        execution_context: ExecutionContext,
        hooks: Optional[List[GraphNodeHook]] = None,
    ) -> OrderedGraphRunner:
        """Loads the components (see the parent class)."""
        nodes = {
            name: GraphNode.from_schema_node(name, node, model_storage, execution_context, hooks)
            for name, node in graph_schema.nodes.items()
        }
        return cls(graph_schema, nodes)

    def run(self, inputs: Optional[Dict[Text, Any]] = None, targets: Optional[List[Text]] = None) -> Dict[Text, Any]:
        """Runs what the targets need and gives the targets' results (see the parent class)."""
        wanted = tuple(targets or self._schema.target_names)
        results = dict(inputs or {})
        try:
            for name in self._order(wanted):
                needed = self._schema.nodes[name].needs.values()
                _, results[name] = self._nodes[name](*((one, results[one]) for one in needed))
        except RuntimeError as error:
            raise GraphRunError("Error running runner.") from error
        return {target: results[target] for target in wanted}

    def _order(self, targets: Tuple[Text, ...]) -> List[Text]:
        if targets not in self._orders:
            order: List[Text] = []
            for target in targets:
                self._add_in_order(target, order)
            self._orders[targets] = order
        return self._orders[targets]

    def _add_in_order(self, name: Text, order: List[Text]) -> None:
        # What is not a node is an input.
        if name in order or name not in self._schema.nodes:
            return
        for needed in self._schema.nodes[name].needs.values():
            self._add_in_order(needed, order)
        order.append(name)
