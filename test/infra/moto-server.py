"""moto_server with what its CloudFormation lacks of ours, so that `cdk deploy` can be tried without an account.

1. A stack made through a change set (as `cdk deploy` does) has no outputs, exports none and imports none.
2. AWS::SecretsManager::Secret, AWS::Cognito::UserPool, AWS::Cognito::UserPoolClient, AWS::ApiGatewayV2::Api and all of
   AWS::CloudFront are unknown.
3. The Ref of an event bus is a Python object instead of its name.
4. A template's address is understood only if it names `localhost`.
"""

import sys
from uuid import uuid4

from moto.cognitoidp.models import cognitoidp_backends
from moto.cloudformation import models, responses
from moto.core.common_models import CloudFormationModel
from moto.events.models import EventBus
from moto.secretsmanager.models import secretsmanager_backends
from moto.server import main

apply_resources = models.ChangeSet.apply
read_template = responses.get_stack_from_s3_url


def apply_with_exports(self):
    stack = self.stack
    exports = models.cloudformation_backends[stack.account_id][stack.region_name].exports
    stack.cross_stack_resources = stack.resource_map.cross_stack_resources = exports
    apply_resources(self)
    stack.template = self.template
    stack.template_dict = self.template_dict
    stack.output_map = stack._create_output_map()
    exports.update({export.name: export for export in stack.exports})


class Secret(CloudFormationModel):
    __module__ = "moto.secretsmanager.models"  # moto reads the service from it

    def __init__(self, arn):
        self.physical_resource_id = self.arn = arn

    @staticmethod
    def cloudformation_name_type():
        return "Name"

    @staticmethod
    def cloudformation_type():
        return "AWS::SecretsManager::Secret"

    @classmethod
    def has_cfn_attr(cls, attr):
        return False

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **_):
        secret, _ = secretsmanager_backends[account_id][region_name]._add_secret(
            resource_name, secret_string="{}", version_id=str(uuid4())
        )
        return cls(secret.arn)


class UserPool(CloudFormationModel):
    __module__ = "moto.cognitoidp.models"

    def __init__(self, pool):
        self.physical_resource_id = pool.id
        self.arn = pool.arn

    @staticmethod
    def cloudformation_name_type():
        return "UserPoolName"

    @staticmethod
    def cloudformation_type():
        return "AWS::Cognito::UserPool"

    @classmethod
    def has_cfn_attr(cls, attr):
        return attr == "Arn"

    def get_cfn_attribute(self, attribute_name):
        return self.arn

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **_):
        return cls(cognitoidp_backends[account_id][region_name].create_user_pool(resource_name, {}))


class UserPoolClient(CloudFormationModel):
    __module__ = "moto.cognitoidp.models"

    def __init__(self, client_id):
        self.physical_resource_id = client_id

    @staticmethod
    def cloudformation_name_type():
        return "ClientName"

    @staticmethod
    def cloudformation_type():
        return "AWS::Cognito::UserPoolClient"

    @classmethod
    def has_cfn_attr(cls, attr):
        return False

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **_):
        pool_id = cloudformation_json["Properties"]["UserPoolId"]
        pools = cognitoidp_backends[account_id][region_name]
        return cls(pools.create_user_pool_client(pool_id, False, {}).id)


class Named:
    """What other stacks, resources and outputs only ask where it is: nothing is served."""

    def __init__(self, resource_name):
        self.physical_resource_id = resource_name

    @staticmethod
    def cloudformation_name_type():
        return ""

    @classmethod
    def has_cfn_attr(cls, attr):
        return attr in ("DomainName", "FunctionARN", "Id")

    def get_cfn_attribute(self, attribute_name):
        return "d111111abcdef8.cloudfront.net" if attribute_name == "DomainName" else self.physical_resource_id

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **_):
        return cls(resource_name)


class HttpApi(Named, CloudFormationModel):
    __module__ = "moto.apigatewayv2.models"

    @staticmethod
    def cloudformation_type():
        return "AWS::ApiGatewayV2::Api"


class Distribution(Named, CloudFormationModel):
    __module__ = "moto.cloudfront.models"

    @staticmethod
    def cloudformation_type():
        return "AWS::CloudFront::Distribution"


class EdgeFunction(Named, CloudFormationModel):
    __module__ = "moto.cloudfront.models"

    @staticmethod
    def cloudformation_type():
        return "AWS::CloudFront::Function"


class OriginAccessControl(Named, CloudFormationModel):
    __module__ = "moto.cloudfront.models"

    @staticmethod
    def cloudformation_type():
        return "AWS::CloudFront::OriginAccessControl"


models.ChangeSet.apply = apply_with_exports
EventBus.physical_resource_id = property(lambda self: self.name)
responses.get_stack_from_s3_url = lambda url, **rest: read_template(
    url.replace("127.0.0.1", "localhost"), **rest
)

main(sys.argv[1:])
